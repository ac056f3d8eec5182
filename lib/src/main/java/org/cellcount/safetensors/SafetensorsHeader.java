package org.cellcount.safetensors;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The header of float32 tensors that follow each other. */
  static SafetensorsHeader of(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (Map.Entry<String, HostTensor> tensor : tensors.entrySet()) {
      Shape shape = tensor.getValue().shape();
      long end = begin + shape.size() * SafetensorsType.F32.bytes();
      entries.add(new Entry(tensor.getKey(), SafetensorsType.F32, shape, begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** The JSON, filled up with spaces to a multiple of eight bytes. */
  byte[] toBytes() {
    JsonObject json = new JsonObject();
    JsonObject text = new JsonObject();
    metadata.forEach(text::addProperty);
    json.add(METADATA, text);
    for (Entry entry : entries) {
      JsonArray shape = new JsonArray();
      for (long size : entry.shape().getShape()) {
        shape.add(size);
      }
      JsonArray offsets = new JsonArray();
      offsets.add(entry.begin());
      offsets.add(entry.end());
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", entry.type().name());
      tensor.add("shape", shape);
      tensor.add("data_offsets", offsets);
      json.add(entry.name(), tensor);
    }
    String line = json.toString();
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
      JsonObject root =
          JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonElement> member : root.entrySet()) {
        JsonObject value = member.getValue().getAsJsonObject();
        if (member.getKey().equals(METADATA)) {
          value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
        } else {
          entries.add(entry(member.getKey(), value));
        }
      }
      entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      checkTiling(entries, dataBytes);
      return new SafetensorsHeader(entries, metadata);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | NullPointerException
        | UnsupportedOperationException
        | ArithmeticException e) {
      throw new IOException("the header is not that of a safetensors file: " + e.getMessage(), e);
    }
  }

  private static Entry entry(String name, JsonObject json) throws IOException {
    long[] shape = longs(json.getAsJsonArray("shape"));
    long[] offsets = longs(json.getAsJsonArray("data_offsets"));
    SafetensorsType type = SafetensorsType.valueOf(json.get("dtype").getAsString());
    long size = type.bytes();
    for (long length : shape) {
      if (length < 0) {
        throw new IOException("tensor '" + name + "' has a size of " + length);
      }
      size = Math.multiplyExact(size, length);
    }
    if (offsets.length != 2 || offsets[1] - offsets[0] != size) {
      throw new IOException("tensor '" + name + "' does not have the bytes of its shape");
    }
    return new Entry(name, type, new Shape(shape), offsets[0], offsets[1]);
  }

  private static long[] longs(JsonArray json) {
    long[] values = new long[json.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.get(i).getAsBigDecimal().longValueExact();
    }
    return values;
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
