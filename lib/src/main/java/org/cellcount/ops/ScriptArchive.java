package org.cellcount.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript module without Python: a zip of stored entries holding the source and a
 * pickled object of class {@code __torch__.Ops} whose one attribute is {@code training = True}.
 */
final class ScriptArchive {
  /** How the class of every pack begins; its own methods follow. */
  private static final String HEAD =
      """
      class Ops(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool

        def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
          return x

      """;

  private static final byte[] EMPTY_TUPLE = bytes("\u0080\u0002).");

  // Protocol 2: global __torch__.Ops, new object from (), state {"training": True}.
  private static final byte[] OPS_OBJECT =
      bytes("\u0080\u0002c__torch__\nOps\n)\u0081}(X\b\0\0\0training\u0088ub.");

  private ScriptArchive() {}

  /**
   * The module as a file.
   *
   * @param methods of the class, in TorchScript, indented by two spaces
   */
  static byte[] of(String methods) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "ops/data.pkl", OPS_OBJECT);
      put(zip, "ops/code/__torch__.py", (HEAD + methods).getBytes(StandardCharsets.UTF_8));
      put(zip, "ops/constants.pkl", EMPTY_TUPLE);
      put(zip, "ops/version", bytes("3\n"));
      put(zip, "ops/byteorder", bytes("little"));
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
