package org.cellcount.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Draws what the colours of pictures mean, one entry beside the other; XChart's legends explain the
 * series of one chart.
 */
final class Legend {
  private static final int HEIGHT = 22;
  private static final int SWATCH = 15;
  private static final int BAR = 110;
  private static final int SPACE = 7;
  private static final int BETWEEN = 22;

  private Legend() {}

  /** The entries, in rows no wider than a width. */
  static BufferedImage of(Collection<LegendEntry> legend, int width) {
    List<BufferedImage> rows = new ArrayList<>();
    rows.add(Theme.canvas(1, 2));
    List<BufferedImage> row = new ArrayList<>();
    int used = 0;
    for (BufferedImage entry : entries(legend)) {
      if (!row.isEmpty() && used + entry.getWidth() > width) {
        rows.add(Figures.beside(BETWEEN, row));
        row.clear();
        used = 0;
      }
      row.add(entry);
      used += entry.getWidth() + BETWEEN;
    }
    rows.add(Figures.beside(BETWEEN, row));
    return Figures.stacked(2, rows);
  }

  private static List<BufferedImage> entries(Collection<LegendEntry> legend) {
    List<BufferedImage> entries = new ArrayList<>();
    Map<String, List<Scale>> bars = new LinkedHashMap<>();
    for (LegendEntry entry : legend) {
      if (entry instanceof LegendEntry.Swatch swatch) {
        entries.add(swatch(swatch));
      } else if (entry instanceof LegendEntry.Bar bar) {
        bars.computeIfAbsent(bar.scale().colours() + bar.scale().label(), k -> new ArrayList<>())
            .add(bar.scale());
      }
    }
    bars.values().forEach(scales -> entries.add(bar(scales)));
    return entries;
  }

  private static BufferedImage swatch(LegendEntry.Swatch swatch) {
    int text = Theme.metrics(Theme.TEXT).stringWidth(swatch.meaning());
    BufferedImage entry = Theme.canvas(SWATCH + SPACE + text + 1, HEIGHT);
    Graphics2D graphics = Theme.graphics(entry);
    graphics.setColor(swatch.colour());
    graphics.fillRect(0, 3, SWATCH, SWATCH);
    graphics.setColor(Theme.MUTED);
    graphics.drawRect(0, 3, SWATCH, SWATCH);
    graphics.setColor(Theme.INK);
    graphics.drawString(swatch.meaning(), SWATCH + SPACE, 16);
    graphics.dispose();
    return entry;
  }

  /** Scales that differ only in their ends share a bar, whose ends then are ranges. */
  private static BufferedImage bar(List<Scale> scales) {
    String low = ends(scales, Scale::min);
    String high = ends(scales, Scale::max);
    String label = scales.get(0).label() + (scales.size() > 1 ? ", each on its own range" : "");
    var metrics = Theme.metrics(Theme.TEXT);
    int barAt = metrics.stringWidth(low) + SPACE;
    int highAt = barAt + BAR + SPACE;
    int labelAt = highAt + metrics.stringWidth(high) + 2 * SPACE;
    BufferedImage entry = Theme.canvas(labelAt + metrics.stringWidth(label) + 1, HEIGHT);
    Graphics2D graphics = Theme.graphics(entry);
    graphics.drawString(low, 0, 16);
    graphics.drawString(high, highAt, 16);
    graphics.drawString(label, labelAt, 16);
    for (int i = 0; i < BAR; i++) {
      int rgb = scales.get(0).colours().rgb(i / (BAR - 1.0));
      for (int row = 4; row < 18; row++) {
        entry.setRGB(barAt + i, row, rgb);
      }
    }
    graphics.setColor(Theme.MUTED);
    graphics.drawRect(barAt, 3, BAR, 15);
    graphics.dispose();
    return entry;
  }

  private static String ends(List<Scale> scales, ToDoubleFunction<Scale> end) {
    String least = Theme.number(scales.stream().mapToDouble(end).min().orElseThrow());
    String most = Theme.number(scales.stream().mapToDouble(end).max().orElseThrow());
    return least.equals(most) ? least : least + "\u2009\u2026\u2009" + most;
  }
}
