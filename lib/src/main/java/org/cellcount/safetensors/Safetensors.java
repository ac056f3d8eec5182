package org.cellcount.safetensors;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.cellcount.base.AtomicFiles;
import org.cellcount.ops.HostTensor;

/**
 * A safetensors file: named tensors and free text, nothing that could be executed (<a
 * href="https://huggingface.co/docs/safetensors">format</a>). Files written here carry a checksum
 * of names, shapes, values and text, which is checked when they are read.
 *
 * @param tensors by name, in the order of the file; other types than float32 are converted
 * @param metadata free text by name
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
  private static final String CHECKSUM = "crc32";
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_BYTES = 1 << 16;

  /**
   * Writes a file aside, then gives it its name, replacing a previous one.
   *
   * @throws IOException if it cannot be written, naming it; the previous file is untouched
   */
  public static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata)
      throws IOException {
    write(file, tensors, metadata, tensor -> SafetensorsType.F32);
  }

  /**
   * Writes a file of half the size: tensors of two and more dimensions as float16, rounded to the
   * nearest, others as float32.
   *
   * @throws IOException as {@link #write}
   */
  public static void writeHalf(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) throws IOException {
    write(file, halved(tensors), metadata, Safetensors::half);
  }

  /** Tensors as they are read from a file of half the size. */
  public static Map<String, HostTensor> halved(Map<String, HostTensor> tensors) {
    Map<String, HostTensor> rounded = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> rounded.put(name, rounded(tensor)));
    return rounded;
  }

  private static SafetensorsType half(HostTensor tensor) {
    return tensor.shape().dimension() > 1 ? SafetensorsType.F16 : SafetensorsType.F32;
  }

  private static HostTensor rounded(HostTensor tensor) {
    float[] values = tensor.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = half(tensor).rounded(values[i]);
    }
    return new HostTensor(tensor.shape(), values);
  }

  private static void write(
      Path file,
      Map<String, HostTensor> tensors,
      Map<String, String> metadata,
      Function<HostTensor, SafetensorsType> typeOf)
      throws IOException {
    Map<String, String> text = new LinkedHashMap<>(metadata);
    text.put(CHECKSUM, checksum(tensors, metadata));
    byte[] header = SafetensorsHeader.of(tensors, text, typeOf).toBytes();
    AtomicFiles.write(
        file,
        out -> {
          new DataOutputStream(out).writeLong(Long.reverseBytes(header.length));
          out.write(header);
          for (HostTensor tensor : tensors.values()) {
            forEachChunk(tensor, typeOf.apply(tensor), out::write);
          }
        });
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing, truncated, altered or not a safetensors file, naming it
   */
  public static Safetensors read(Path file) throws IOException {
    return open(file, Safetensors::read);
  }

  /**
   * Reads the free text alone, which takes no more time for a large file than for a small one; the
   * checksum is not checked.
   *
   * @throws IOException as {@link #read(Path)}
   */
  public static Map<String, String> readMetadata(Path file) throws IOException {
    return open(file, (in, bytes) -> header(in, bytes).metadata());
  }

  /** Reads something of an open file of so many bytes. */
  private interface Reading<T> {
    T read(DataInputStream in, long bytes) throws IOException;
  }

  private static <T> T open(Path file, Reading<T> reading) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES))) {
      return reading.read(in, Files.size(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static SafetensorsHeader header(DataInputStream in, long fileBytes) throws IOException {
    if (fileBytes < Long.BYTES) {
      throw new IOException("a safetensors file has at least 8 bytes, not " + fileBytes);
    }
    long headerBytes = Long.reverseBytes(in.readLong());
    long dataBytes = fileBytes - Long.BYTES - headerBytes;
    if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES || dataBytes < 0) {
      throw new IOException("it is not a safetensors file, or truncated");
    }
    return SafetensorsHeader.parse(in.readNBytes((int) headerBytes), dataBytes);
  }

  private static Safetensors read(DataInputStream in, long fileBytes) throws IOException {
    SafetensorsHeader header = header(in, fileBytes);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.entries()) {
      tensors.put(entry.name(), read(in, entry));
    }
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    String written = metadata.remove(CHECKSUM);
    if (written != null && !written.equals(checksum(tensors, metadata))) {
      throw new IOException("its content does not match its checksum");
    }
    return new Safetensors(tensors, metadata);
  }

  private static HostTensor read(InputStream in, SafetensorsHeader.Entry entry) throws IOException {
    long size = entry.shape().size();
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      throw new IOException("tensor '" + entry.name() + "' is too large: " + entry.shape());
    }
    float[] values = new float[(int) size];
    SafetensorsType type = entry.type();
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int done = 0;
    while (done < values.length) {
      int count = Math.min(values.length - done, CHUNK_BYTES / type.bytes());
      if (in.readNBytes(chunk, 0, count * type.bytes()) < count * type.bytes()) {
        throw new IOException("it ends within tensor '" + entry.name() + "'");
      }
      buffer.clear();
      try {
        for (int i = done; i < done + count; i++) {
          values[i] = type.read(buffer);
        }
      } catch (ArithmeticException e) {
        throw new IOException("tensor '" + entry.name() + "': " + e.getMessage(), e);
      }
      done += count;
    }
    return new HostTensor(entry.shape(), values);
  }

  private static String checksum(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    CRC32 crc = new CRC32();
    new TreeMap<>(metadata).forEach((name, text) -> update(crc, name + "\0" + text + "\0"));
    tensors.forEach(
        (name, tensor) -> {
          update(crc, name + "\0" + tensor.shape() + "\0");
          forEachChunk(tensor, SafetensorsType.F32, crc::update);
        });
    return Long.toHexString(crc.getValue());
  }

  private static void update(CRC32 crc, String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes some bytes of a tensor's values. */
  private interface ChunkSink<E extends Exception> {
    void accept(byte[] bytes, int offset, int length) throws E;
  }

  private static <E extends Exception> void forEachChunk(
      HostTensor tensor, SafetensorsType type, ChunkSink<E> sink) throws E {
    float[] values = tensor.values();
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int chunk = CHUNK_BYTES / type.bytes();
    for (int start = 0; start < values.length; start += chunk) {
      int end = Math.min(start + chunk, values.length);
      buffer.clear();
      for (int i = start; i < end; i++) {
        type.write(values[i], buffer);
      }
      sink.accept(bytes, 0, buffer.position());
    }
  }
}
