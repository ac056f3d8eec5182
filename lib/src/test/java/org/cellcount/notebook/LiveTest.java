package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTest {
  private long nanos = 77;
  private final List<String> pages = new ArrayList<>();
  private final LiveProgress progress = new LiveProgress(pages::add, () -> nanos);

  private void pass(double seconds) {
    nanos += Math.round(seconds * 1e9);
  }

  private String lastPage() {
    return pages.get(pages.size() - 1);
  }

  @Test
  void theTimeLeftFollowsFromTheTimePassed() {
    progress.show(0, "");
    pass(30);
    progress.show(0.25, "loss 0.5 < 1");
    assertTrue(lastPage().contains("value=\"0.2500\""), lastPage());
    assertTrue(lastPage().contains("25 % &middot; 0:30, 1:30 left"), lastPage());
    assertTrue(lastPage().endsWith("loss 0.5 &lt; 1"), lastPage());
  }

  @Test
  void resumedWorkIsNotCountedAsDoneInNoTime() {
    progress.show(0.8, "");
    pass(3600);
    progress.show(0.9, "");
    assertTrue(lastPage().contains("1:00:00, 1:00:00 left"), lastPage());
  }

  @Test
  void pagesAreNotFloodedButTheEndIsShown() {
    for (int i = 0; i <= 1000; i++) {
      progress.show(i, 1000, "images");
      pass(0.001);
    }
    assertTrue(pages.size() >= 4 && pages.size() <= 6, pages.size() + " pages");
    assertTrue(lastPage().contains("100 % &middot; 0:01"), lastPage());
    assertTrue(lastPage().endsWith("1,000 of 1,000 images, 1,000 per second"), lastPage());
  }

  @Test
  void impossibleSharesAreRefused() {
    Exception error =
        assertThrows(IllegalArgumentException.class, () -> progress.show(Double.NaN, ""));
    assertEquals("share NaN: expected 0 to 1", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> progress.show(3, 2, "images"));
  }

  @Test
  void figuresAreOnlyDrawnWhenShown() {
    List<BufferedImage> shown = new ArrayList<>();
    int[] drawn = {0};
    LiveFigure figure = new LiveFigure(shown::add, () -> nanos);
    for (int i = 0; i < 100; i++) {
      figure.show(() -> draw(drawn));
      pass(0.1);
    }
    assertEquals(5, shown.size());
    figure.showLast(() -> draw(drawn));
    figure.showLast(() -> draw(drawn));
    assertEquals(7, shown.size());
    assertEquals(7, drawn[0]);
  }

  private static BufferedImage draw(int[] drawn) {
    drawn[0]++;
    return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  }
}
