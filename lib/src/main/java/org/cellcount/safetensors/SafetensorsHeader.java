package org.cellcount.safetensors;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cellcount.base.Json;
import org.cellcount.ops.HostTensor;

/**
 * The JSON at the start of a safetensors file.
 *
 * @param entries the tensors in the order of their bytes, without gaps
 * @param metadata free text by name
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  /** One tensor: its bytes are {@code begin..end} of the data. */
  record Entry(String name, SafetensorsType type, Shape shape, long begin, long end) {}

  /** One tensor as the file has it. */
  private record Tensor(
      SafetensorsType dtype, List<Long> shape, @JsonProperty("data_offsets") List<Long> offsets) {}

  /** The header of tensors that follow each other, each of the type that is chosen for it. */
  static SafetensorsHeader of(
      Map<String, HostTensor> tensors,
      Map<String, String> metadata,
      Function<HostTensor, SafetensorsType> typeOf) {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, HostTensor> tensor : tensors.entrySet()) {
      Shape shape = tensor.getValue().shape();
      SafetensorsType type = typeOf.apply(tensor.getValue());
      long end = begin + shape.size() * type.bytes();
      entries.add(new Entry(tensor.getKey(), type, shape, begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** The JSON, filled up with spaces to a multiple of eight bytes. */
  byte[] toBytes() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(METADATA, metadata);
    for (Entry entry : entries) {
      List<Long> shape = Arrays.stream(entry.shape().getShape()).boxed().toList();
      json.put(entry.name(), new Tensor(entry.type(), shape, List.of(entry.begin(), entry.end())));
    }
    String line = Json.tree(json).toString();
    int padding = -line.getBytes(StandardCharsets.UTF_8).length & (ALIGNMENT - 1);
    return (line + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the JSON.
   *
   * @param dataBytes bytes that follow the header, which the tensors must fill exactly
   * @throws IOException if something is malformed, not naming the file
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes) throws IOException {
    try {
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> member :
          Json.parse(new String(json, StandardCharsets.UTF_8)).properties()) {
        if (member.getKey().equals(METADATA)) {
          metadata.putAll(texts(member.getValue()));
        } else {
          String where = "tensor '" + member.getKey() + "'";
          entries.add(entry(member.getKey(), Json.convert(where, member.getValue(), Tensor.class)));
        }
      }
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      checkTiling(entries, dataBytes);
      return new SafetensorsHeader(entries, metadata);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException("the header is not that of a safetensors file: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> texts(JsonNode metadata) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> text : metadata.properties()) {
      if (text.getValue().isTextual()) {
        texts.put(text.getKey(), text.getValue().asText());
      }
    }
    if (!metadata.isObject() || texts.size() < metadata.size()) {
      throw new IOException("'" + METADATA + "' is " + metadata + ", expected texts by name");
    }
    return texts;
  }

  private static Entry entry(String name, Tensor tensor) throws IOException {
    long size = tensor.dtype().bytes();
    for (long length : tensor.shape()) {
      if (length < 0) {
        throw new IOException("tensor '" + name + "' has a size of " + length);
      }
      size = Math.multiplyExact(size, length);
    }
    List<Long> offsets = tensor.offsets();
    if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != size) {
      throw new IOException("tensor '" + name + "' does not have the bytes of its shape");
    }
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Long::longValue).toArray());
    return new Entry(name, tensor.dtype(), shape, offsets.get(0), offsets.get(1));
  }

  private static void checkTiling(List<Entry> entries, long dataBytes) throws IOException {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw new IOException("tensor '" + entry.name() + "' does not begin where another ends");
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw new IOException("the tensors take " + end + " bytes, the file has " + dataBytes);
    }
  }
}
