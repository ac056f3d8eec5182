package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTableTest {
  @Test
  void textGoesLeftAndNumbersRight() {
    Table table =
        Table.create(
            "rows & runs",
            StringColumn.create("model", "U-Net <32>"),
            IntColumn.create("parameters", new int[] {7762465}),
            DoubleColumn.create("Dice", new double[] {0.89123}));
    assertEquals(
        """
        <table>
        <caption style="text-align: left">rows &amp; runs</caption>
        <thead><tr><th style="text-align: left">model</th>\
        <th style="text-align: right">parameters</th>\
        <th style="text-align: right">Dice</th></tr></thead>
        <tbody>
        <tr><td style="text-align: left">U-Net &lt;32&gt;</td>\
        <td style="text-align: right">7,762,465</td>\
        <td style="text-align: right">0.891</td></tr>
        </tbody>
        </table>""",
        HtmlTable.of(table));
  }

  @Test
  void aColumnHasDecimalsInEveryRowOrInNone() {
    String html =
        HtmlTable.of(
            Table.create(
                "t", DoubleColumn.create("Dice", 0, 0.5), DoubleColumn.create("seconds", 8, 90)));
    for (String cell : List.of(">0.000<", ">0.500<", ">8<", ">90<")) {
      assertTrue(html.contains(cell), html);
    }
  }

  @Test
  void aSpreadStandsBehindItsValue() {
    String html =
        HtmlTable.of(
            Table.create(
                "t", DoubleColumn.create("Dice", 0.9), DoubleColumn.create("Dice sd", 0.01)));
    assertTrue(html.contains(">0.900 \u00b1 0.010</td>"), html);
    assertFalse(html.contains("Dice sd"), html);
  }

  @Test
  void anIntervalStandsBelowItsValue() {
    DoubleColumn low = DoubleColumn.create("MAE low", 0.75, 0);
    low.setMissing(1);
    DoubleColumn high = DoubleColumn.create("MAE high", 1, 0);
    high.setMissing(1);
    String html = HtmlTable.of(Table.create("t", DoubleColumn.create("MAE", 0.83, 2), low, high));
    assertTrue(html.contains(">0.830<br><small>0.750 to 1.000</small></td>"), html);
    assertTrue(html.contains(">2.000</td>"), html);
    assertFalse(html.contains("MAE low"), html);
  }

  @Test
  void largeNumbersHaveFewerDecimals() {
    String html =
        HtmlTable.of(
            Table.create(
                "t", DoubleColumn.create("merges", 1.25, 12), DoubleColumn.create("s", 0.5, 207)));
    for (String cell : List.of(">1.25<", ">12.00<", ">0.5<", ">207.0<")) {
      assertTrue(html.contains(cell), html);
    }
  }

  @Test
  void whatIsMissingStaysEmpty() {
    DoubleColumn column = DoubleColumn.create("MAE", 1);
    column.setMissing(0);
    String html = HtmlTable.of(Table.create("t", column));
    assertEquals(1, html.split("<td style=\"text-align: right\"></td>", -1).length - 1);
  }
}
