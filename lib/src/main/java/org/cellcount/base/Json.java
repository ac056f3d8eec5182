package org.cellcount.base;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Records as JSON. A missing, unknown, repeated or mistyped entry is refused and named, never read
 * as 0 or null. By Jackson: the JSON library that DJL brings cannot tell a missing number from a 0,
 * and a notebook kernel may hold an older copy of it that knows no records.
 */
public final class Json {
  private static final JsonMapper MAPPER = mapper();
  private static final Pattern REPEATED = Pattern.compile("^Duplicate [Ff]ield '(.*)'$");
  private static final int LONGEST_SHOWN = 60;

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
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
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
    return read(file, Json::parse);
  }

  /**
   * Reads an object or a list, as others write them.
   *
   * @throws IOException if the file is missing or no JSON, naming it
   */
  public static JsonNode readNode(Path file) throws IOException {
    return read(file, Json::parseNode);
  }

  private interface Parser<T> {
    T parse(String text) throws IOException;
  }

  private static <T> T read(Path file, Parser<T> parser) throws IOException {
    try {
      return parser.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": it is no text, expected {...}", e);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
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
   * Reads a record from text.
   *
   * @param where what to call the text in messages
   * @throws IOException as {@link #read(Path, Class)}
   */
  public static <T> T parse(String where, String text, Class<T> type) throws IOException {
    ObjectNode tree;
    try {
      tree = parse(text);
    } catch (IOException e) {
      throw new IOException(where + ": " + e.getMessage(), e);
    }
    return convert(where, tree, type);
  }

  /**
   * Reads an object from text.
   *
   * @throws IOException if it is none
   */
  public static ObjectNode parse(String text) throws IOException {
    return object(parseNode(text));
  }

  private static JsonNode parseNode(String text) throws IOException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new IOException("it is empty, expected {...}");
      }
      return node;
    } catch (JacksonException e) {
      throw new IOException(malformed(e), e);
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
      return MAPPER.treeToValue(object(tree), type);
    } catch (JsonMappingException e) {
      throw new IOException(where + ": " + misfit(tree, e), e);
    } catch (IOException e) {
      throw new IOException(where + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode object(JsonNode node) throws IOException {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("it is " + shown(node) + ", expected {...}");
  }

  /** Why a text is no JSON, in a sentence without a class of Java. */
  private static String malformed(JacksonException e) {
    String text = e.getOriginalMessage();
    Matcher repeated = REPEATED.matcher(text);
    if (repeated.find()) {
      return "entry '" + repeated.group(1) + "' is repeated";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is no JSON of ours: " + text.replaceAll(", from `[^`]*`", "");
    }
    if (e instanceof JsonEOFException) {
      return "it ends within an entry, expected {...}";
    }
    if (e instanceof MismatchedInputException) {
      return "something follows after its end, expected {...} alone";
    }
    return "line " + e.getLocation().getLineNr() + " is no JSON: " + text;
  }

  /** Why a tree is not the record, in a sentence that names the entry and no class of Java. */
  private static String misfit(JsonNode tree, JsonMappingException e) {
    String entry = "entry '" + path(e) + "'";
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknown.getKnownPropertyIds().stream()
          .map(String::valueOf)
          .sorted()
          .collect(Collectors.joining(", ", "unknown " + entry + ", expected ", ""));
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof IllegalArgumentException) {
      return root.getMessage();
    }
    JsonNode node = at(tree, e.getPath());
    if (node.isMissingNode()) {
      return entry + " is missing";
    }
    return entry + " is " + shown(node) + ", expected " + expected(node, root);
  }

  private static String expected(JsonNode node, Throwable root) {
    if (node.isNull()) {
      return "a value";
    }
    if (root instanceof InputCoercionException overflow) {
      return kind(overflow.getTargetType()) + " nearer to 0";
    }
    return root instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? kind(mismatch.getTargetType())
        : "something else";
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(", "));
    }
    if (type == String.class) {
      return "text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a whole number";
    }
    return Collection.class.isAssignableFrom(type) ? "[...]" : "{...}";
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private static JsonNode at(JsonNode tree, List<JsonMappingException.Reference> path) {
    JsonNode node = tree;
    for (JsonMappingException.Reference step : path) {
      String name = step.getFieldName();
      node = name == null ? node.path(step.getIndex()) : node.path(name);
    }
    return node;
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
