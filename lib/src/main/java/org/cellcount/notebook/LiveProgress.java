package org.cellcount.notebook;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cellcount.base.Require;

/**
 * A progress bar with the time passed and left, redrawn in place at most four times a second. In a
 * notebook:
 *
 * <pre>{@code
 * String bar = display("", "text/html");
 * LiveProgress progress = new LiveProgress(html -> updateDisplay(bar, html, "text/html"));
 * }</pre>
 */
public final class LiveProgress {
  private static final double SECONDS_BETWEEN = 0.25;

  private final Consumer<String> page;
  private final LongSupplier nanoTime;
  private final Throttle throttle;
  private boolean started;
  private long start;
  private double startShare;
  private long startDone;

  /** A bar that hands its HTML to the page. */
  public LiveProgress(Consumer<String> page) {
    this(page, System::nanoTime);
  }

  LiveProgress(Consumer<String> page, LongSupplier nanoTime) {
    this.page = page;
    this.nanoTime = nanoTime;
    this.throttle = new Throttle(SECONDS_BETWEEN, nanoTime);
  }

  /**
   * Shows how far the work is. The time left is reckoned from the first call, which may be at any
   * share: resumed work starts in the middle.
   *
   * @param share part of the work that is done, 0..1; 1 is always drawn
   * @param detail plain text beside the bar, such as the throughput
   * @throws IllegalArgumentException if the share is out of range
   */
  public void show(double share, String detail) {
    Require.between("share", share, 0, 1);
    if (!started) {
      started = true;
      start = nanoTime.getAsLong();
      startShare = share;
    }
    if (throttle.due(share == 1)) {
      page.accept(html(share, detail));
    }
  }

  /**
   * Shows how far counted work is, with its throughput.
   *
   * @param done how many are done, 0 to total
   * @param total how many there are, at least 1
   * @param things what they are, such as "images"
   */
  public void show(long done, long total, String things) {
    double seconds = seconds();
    if (!started) {
      startDone = done;
    }
    String counted = String.format(Locale.ROOT, "%,d of %,d %s", done, total, things);
    double rate = seconds > 0 ? (done - startDone) / seconds : 0;
    show(
        (double) done / total,
        rate > 0
            ? String.format(Locale.ROOT, "%s, %s per second", counted, rounded(rate))
            : counted);
  }

  private double seconds() {
    return started ? (nanoTime.getAsLong() - start) / 1e9 : 0;
  }

  private String html(double share, String detail) {
    double seconds = seconds();
    String times = clock(seconds);
    if (share > startShare && share < 1) {
      times += ", " + clock(seconds * (1 - share) / (share - startShare)) + " left";
    }
    return String.format(
        Locale.ROOT,
        "<progress max=\"1\" value=\"%.4f\" style=\"width: 20em\"></progress> %.0f %% &middot; %s"
            + " &middot; %s",
        share,
        Math.floor(100 * share),
        times,
        HtmlTable.escaped(detail));
  }

  private static String rounded(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  /** Minutes and seconds, with hours where there are any. */
  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
