package org.cellcount.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProfileTest {
  @Test
  void namesAreReadInAnyCase() {
    for (Profile profile : Profile.values()) {
      assertEquals(profile, Profile.of(profile.label()));
      assertEquals(profile, Profile.of(" " + profile.name() + " "));
    }
  }

  @Test
  void anUnknownNameListsTheValidOnes() {
    Exception error = assertThrows(IllegalArgumentException.class, () -> Profile.of("fast"));
    assertEquals("unknown profile 'fast': expected one of tiny, quick, full", error.getMessage());
  }

  @Test
  void eachProfileHasItsOwnValue() {
    assertEquals(1, Profile.TINY.pick(1, 8, 50));
    assertEquals(8, Profile.QUICK.pick(1, 8, 50));
    assertEquals(50, Profile.FULL.pick(1, 8, 50));
  }
}
