package org.cellcount.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.cellcount.image.GrayImage;
import org.junit.jupiter.api.Test;

class HostTensorTest {
  @Test
  void goesToADeviceAndBackWhateverTheLayout() {
    HostTensor tensor = new HostTensor(new Shape(1, 2, 1, 2), new float[] {1, 2, 3, 4});
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray target = TorchOps.toChannelsLast(manager.zeros(tensor.shape()), DataType.FLOAT32);
      tensor.copyTo(target);
      assertEquals(tensor, HostTensor.copyOf(target));
      NDArray small = manager.zeros(new Shape(3));
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> tensor.copyTo(small));
      assertEquals("shape (1, 2, 1, 2) does not match the tensor's (3)", error.getMessage());
    }
  }

  @Test
  void imagesBecomeMapsAndBack() {
    GrayImage a = new GrayImage(2, 1, new float[] {1, 2});
    GrayImage b = new GrayImage(2, 1, new float[] {3, 4});
    HostTensor tensor = HostTensor.ofImages(List.of(a, b));
    assertEquals(new Shape(2, 1, 2, 1), tensor.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4}, tensor.values());
    assertEquals(b, tensor.map(1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> tensor.map(2, 0));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> HostTensor.scalar(1).map(0, 0));
    assertEquals("a tensor of shape () holds no maps", error.getMessage());
  }

  @Test
  void imagesOfDifferentSizesAreRefused() {
    List<GrayImage> images = List.of(GrayImage.zeros(2, 3), GrayImage.zeros(3, 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> HostTensor.ofImages(images));
    assertEquals("image 1 is GrayImage 3x2, image 0 is GrayImage 2x3", error.getMessage());
    error = assertThrows(IllegalArgumentException.class, () -> HostTensor.ofImages(List.of()));
    assertEquals("no images", error.getMessage());
  }

  @Test
  void valuesMustFillTheShape() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> new HostTensor(new Shape(2, 2), new float[3]));
    assertEquals("3 values do not fill a tensor of shape (2, 2)", error.getMessage());
  }

  @Test
  void selectsPartsOfAnyDimension() {
    HostTensor tensor =
        new HostTensor(new Shape(2, 3, 2), new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    assertEquals(
        new HostTensor(new Shape(1, 3, 2), new float[] {6, 7, 8, 9, 10, 11}), tensor.select(0, 1));
    assertEquals(
        new HostTensor(new Shape(2, 2, 2), new float[] {4, 5, 0, 1, 10, 11, 6, 7}),
        tensor.select(1, 2, 0));
    assertEquals(
        new HostTensor(new Shape(2, 3, 1), new float[] {1, 3, 5, 7, 9, 11}), tensor.select(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> tensor.select(1, 3));
  }
}
