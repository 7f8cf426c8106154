package io.linkmic.rtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code a=} lines of a session or of an m-line, in the order they stand. Immutable. */
record Attributes(List<Attribute> list) {
  static final Attributes NONE = new Attributes(List.of());

  Attributes {
    list = List.copyOf(list);
  }

  boolean has(String name) {
    return first(name).isPresent();
  }

  Optional<String> first(String name) {
    return all(name).findFirst();
  }

  Stream<String> all(String name) {
    return list.stream().filter(a -> a.name().equals(name)).map(Attribute::value);
  }

  static Builder builder() {
    return new Builder();
  }

  /** Collects lines in the order they are added. */
  static final class Builder {
    private final List<Attribute> list = new ArrayList<>();

    Builder flag(String name) {
      list.add(Attribute.flag(name));
      return this;
    }

    Builder flagIf(boolean wanted, String name) {
      return wanted ? flag(name) : this;
    }

    Builder add(String name, String value) {
      list.add(new Attribute(name, value));
      return this;
    }

    Builder addAll(List<Attribute> more) {
      list.addAll(more);
      return this;
    }

    Attributes build() {
      return new Attributes(list);
    }
  }
}
