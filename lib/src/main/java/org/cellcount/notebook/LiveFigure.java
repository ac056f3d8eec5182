package org.cellcount.notebook;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A figure that is redrawn in place while something runs, at most once in two seconds, so that
 * drawing takes no time from the work. In a notebook:
 *
 * <pre>{@code
 * String place = display("");
 * LiveFigure figure = new LiveFigure(image -> updateDisplay(place, image));
 * }</pre>
 */
public final class LiveFigure {
  private static final double SECONDS_BETWEEN = 2;

  private final Consumer<BufferedImage> page;
  private final Throttle throttle;

  /** A figure that hands itself to the page. */
  public LiveFigure(Consumer<BufferedImage> page) {
    this(page, System::nanoTime);
  }

  LiveFigure(Consumer<BufferedImage> page, LongSupplier nanoTime) {
    this.page = page;
    this.throttle = new Throttle(SECONDS_BETWEEN, nanoTime);
  }

  /** Draws and shows the figure, unless the last one is too fresh. */
  public void show(Supplier<BufferedImage> figure) {
    show(figure, false);
  }

  /** Draws and shows the figure, whatever the time: the last one must be seen. */
  public void showLast(Supplier<BufferedImage> figure) {
    show(figure, true);
  }

  private void show(Supplier<BufferedImage> figure, boolean must) {
    if (throttle.due(must)) {
      page.accept(figure.get());
    }
  }
}
