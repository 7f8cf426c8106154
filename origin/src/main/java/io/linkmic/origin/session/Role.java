package io.linkmic.origin.session;

import io.linkmic.origin.stream.Publication;
import io.linkmic.origin.stream.Viewer;

/** What a connection is there for. */
sealed interface Role {

  /** Neither yet, or not any more. */
  record Undecided() implements Role {}

  /** Asked to publish; the stream has not answered. */
  record Asking() implements Role {}

  record Publishing(Publication publication) implements Role {}

  record Playing(Viewer viewer) implements Role {}
}
