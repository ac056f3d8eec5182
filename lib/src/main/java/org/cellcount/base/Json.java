package org.cellcount.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Records as JSON. A missing, unknown, repeated or mistyped entry is refused and named, never read
 * as 0 or null. By Jackson: the JSON library that DJL brings cannot tell a missing number from a 0,
 * and a notebook kernel may hold an older copy of it that knows no records.
 */
public final class Json {
  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (LogicalType number : new LogicalType[] {LogicalType.Integer, LogicalType.Float}) {
      builder.withCoercionConfig(
          number,
          config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }
    builder.withCoercionConfig(
        LogicalType.Textual,
        config -> {
          config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
          config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
          config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
    return builder.build();
  }

  /** A record, map or list in lines. */
  public static String text(Object content) {
    try {
      return MAPPER.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + content + " as JSON", e);
    }
  }

  /** Writes a record to a file, whole or not at all. */
  public static void write(Path file, Object content) throws IOException {
    byte[] json = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(json));
  }

  /** A record as a tree. */
  public static ObjectNode tree(Object content) {
    return MAPPER.valueToTree(content);
  }

  /**
   * Reads an object.
   *
   * @throws IOException if the file is missing or holds something else, naming it
   */
  public static ObjectNode read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing", e);
    } catch (IOException e) {
      throw new IOException(file + ": " + reason(e), e);
    }
  }

  /**
   * Reads a record; its own checks apply.
   *
   * @throws IOException if the file is missing, an entry is missing, unknown or of another type, or
   *     a value is refused, naming the file and the entry
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return convert(file.toString(), read(file), type);
  }

  /**
   * Reads an object from text.
   *
   * @throws IOException if it is none
   */
  public static ObjectNode parse(String text) throws IOException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new IOException(
          node == null || node.isMissingNode() ? "it is empty, expected {}" : "expected {...}");
    } catch (JacksonException e) {
      throw new IOException(reason(e), e);
    }
  }

  /**
   * A tree as a record.
   *
   * @param where what to call the tree in messages
   * @throws IOException if they do not fit, naming the entry
   */
  public static <T> T convert(String where, JsonNode tree, Class<T> type) throws IOException {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IOException(where + ": " + reason(e), e);
    }
  }

  /** What is wrong, in a sentence that names the entry and no class of Java. */
  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown entry '" + path(unknown) + "', expected " + unknown.getKnownPropertyIds();
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      if (root instanceof IllegalArgumentException) {
        return root.getMessage();
      }
      String text = mapping.getOriginalMessage();
      return text.startsWith("Missing required creator property")
          ? "entry '" + path(mapping) + "' is missing"
          : "entry '" + path(mapping) + "' is of another kind than expected: " + text;
    }
    if (root instanceof IllegalArgumentException) {
      return root.getMessage();
    }
    return root instanceof JacksonException json
        ? "it is no JSON: " + json.getOriginalMessage()
        : String.valueOf(root.getMessage());
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
    }
    return path.toString();
  }
}
