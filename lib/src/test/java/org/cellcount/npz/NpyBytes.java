package org.cellcount.npz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds npy arrays and npz files byte by byte, right and wrong ones. */
public final class NpyBytes {
  private NpyBytes() {}

  /** An array of format version 1 with any type and shape text. */
  public static byte[] npy(String descr, String shape, byte[] values) {
    String header =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    return npy(1, header, values);
  }

  /** An array of any version with any header. */
  public static byte[] npy(int version, String header, byte[] values) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    int prefix = version == 1 ? 2 : 4;
    ByteBuffer array =
        ByteBuffer.allocate(8 + prefix + text.length + values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    array.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    array.put((byte) version).put((byte) 0);
    if (version == 1) {
      array.putShort((short) text.length);
    } else {
      array.putInt(text.length);
    }
    return array.put(text).put(values).array();
  }

  public static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public static byte[] npz(Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    }
    return bytes.toByteArray();
  }

  public static Path write(Path folder, Map<String, byte[]> arrays) throws IOException {
    return Files.write(folder.resolve("file.npz"), npz(arrays));
  }
}
