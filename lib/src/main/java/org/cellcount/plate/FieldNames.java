package org.cellcount.plate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cellcount.base.Named;
import org.cellcount.base.Names;
import org.cellcount.base.Require;

/**
 * How a microscope names its files. A plate that the name of the file does not tell is that of the
 * folder; a field that it does not tell is 1.
 */
public final class FieldNames implements Named {
  private static final Set<String> GROUPS =
      Set.of("plate", "well", "row", "column", "field", "channel");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
  private static final Pattern NO_PLATE =
      Pattern.compile("(images?|timepoint_[0-9]+)?", Pattern.CASE_INSENSITIVE);

  /** Opera: three digits each for row, column and field, {@code 002003001.flex}. */
  public static final FieldNames OPERA =
      new FieldNames(
          "opera", "(?<row>[0-9]{3})(?<column>[0-9]{3})(?<field>[0-9]{3})(?<channel>_.*)?\\.[^.]+");

  /** Operetta and Opera Phenix (Harmony): {@code r02c03f01p01-ch1sk1fk1fl1.tiff}. */
  public static final FieldNames OPERETTA =
      new FieldNames(
          "operetta",
          "r(?<row>[0-9]{2})c(?<column>[0-9]{2})f(?<field>[0-9]{2,4})(?<channel>p[0-9].*)?\\.[^.]+");

  /** ImageXpress (MetaXpress), which is CellProfiler's default: {@code plate_B03_s1_w1.tif}. */
  public static final FieldNames IMAGEXPRESS =
      new FieldNames(
          "imagexpress",
          "(?<plate>.+?)_(?<well>[A-Za-z]{1,2}[0-9]{1,2})(?:_s(?<field>[0-9]{1,4}))?"
              + "_w(?<channel>[0-9])[^_]*\\.[^.]+");

  /** The example sets of CellProfiler: {@code Channel1-15-B-03.tif}. */
  public static final FieldNames CELLPROFILER =
      new FieldNames(
          "cellprofiler", "(?<channel>[^-]+)-[0-9]+-(?<row>[A-Za-z])-(?<column>[0-9]{2})\\.[^.]+");

  /** A well, perhaps with a plate before and a field behind: {@code plate_B03_f2.png}. */
  public static final FieldNames WELL =
      new FieldNames(
          "well",
          "(?:(?<plate>.+?)[_-])??(?<well>[A-Pa-p][0-9]{1,2})"
              + "(?:[_-](?:field|site|f|s)?(?<field>[0-9]{1,4}))?\\.[^.]+");

  /** All that there are, the most particular first. */
  public static final List<FieldNames> OURS =
      List.of(OPERA, OPERETTA, IMAGEXPRESS, CELLPROFILER, WELL);

  /** Whichever of these a name follows. */
  public static final FieldNames ANY = new FieldNames("any", OURS);

  private final String label;
  private final Pattern pattern;
  private final Set<String> groups = new HashSet<>();
  private final List<FieldNames> others;

  private FieldNames(String label, List<FieldNames> others) {
    this.label = label;
    this.pattern = Pattern.compile("");
    this.others = others;
  }

  private FieldNames(String label, String regex) {
    this.label = label;
    this.pattern = Pattern.compile(regex);
    this.others = List.of();
    Matcher matcher = GROUP.matcher(regex);
    while (matcher.find()) {
      groups.add(matcher.group(1));
    }
  }

  /**
   * The way of naming of that name, or one of the reader's own as a regular expression for the name
   * of a file. Its groups are {@code plate}, {@code well} or {@code row} and {@code column}, {@code
   * field} and {@code channel}, as in {@code
   * (?<plate>.*)-(?<well>[A-H][0-9]+)-(?<field>[0-9])\.tif}; CellProfiler's {@code (?P<WellRow>},
   * {@code (?P<WellColumn>} and {@code (?P<Site>} are taken as well.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static FieldNames of(String nameOrRegex) {
    if (!nameOrRegex.contains("(?")) {
      List<FieldNames> all = new ArrayList<>(OURS);
      all.add(ANY);
      return Names.find("way of naming fields", nameOrRegex, all);
    }
    String regex =
        GROUP
            .matcher(nameOrRegex.replace("(?P<", "(?<"))
            .replaceAll(group -> "(?<" + ours(group.group(1)) + ">");
    FieldNames own;
    try {
      own = new FieldNames(nameOrRegex, regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern " + nameOrRegex + ": expected a regular expression, " + e.getDescription(), e);
    }
    Require.that(
        own.groups.contains("well") || own.groups.containsAll(Set.of("row", "column")),
        "pattern",
        nameOrRegex,
        "a group (?<well>...), or (?<row>...) and (?<column>...)");
    Require.that(
        GROUPS.containsAll(own.groups), "pattern", nameOrRegex, "no groups but " + sorted());
    return own;
  }

  private static String ours(String group) {
    String lower = group.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "site" -> "field";
      case "wellrow" -> "row";
      case "wellcolumn" -> "column";
      case "channelnumber" -> "channel";
      default -> lower;
    };
  }

  private static String sorted() {
    return String.join(", ", GROUPS.stream().sorted().toList());
  }

  /** What the path of a file says, unless its name is not of this kind or its well of no plate. */
  public Optional<FieldName> read(String path) {
    if (!others.isEmpty()) {
      return others.stream().map(names -> names.read(path)).flatMap(Optional::stream).findFirst();
    }
    String[] parts = path.replace('\\', '/').split("/", -1);
    Matcher matcher = pattern.matcher(parts[parts.length - 1]);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Well well =
          groups.contains("well")
              ? Well.of(matcher.group("well"))
              : new Well(row(matcher.group("row")), Integer.parseInt(matcher.group("column")));
      String field = group(matcher, "field");
      String plate = group(matcher, "plate");
      return Optional.of(
          new FieldName(
              plate.isEmpty() ? folder(parts) : plate,
              well,
              field.isEmpty() ? 1 : Integer.parseInt(field),
              group(matcher, "channel")));
    } catch (IllegalArgumentException e) {
      // Of no well that there is.
      return Optional.empty();
    }
  }

  private static int row(String text) {
    return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : Well.rowNumber(text);
  }

  private String group(Matcher matcher, String name) {
    String found = groups.contains(name) ? matcher.group(name) : null;
    return found == null ? "" : found;
  }

  /** The nearest folder that is named after something. */
  private static String folder(String... parts) {
    for (int i = parts.length - 2; i >= 0; i--) {
      if (!NO_PLATE.matcher(parts[i]).matches()) {
        return parts[i];
      }
    }
    return "plate";
  }

  /** The plate of a file whose name tells no well: its folder. */
  public static String plateOf(String path) {
    return folder(path.replace('\\', '/').split("/", -1));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
