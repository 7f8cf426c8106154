package io.linkmic.origin.http;

/** What the rest of the application answers to machines; called on event loops, quick. */
public interface OperatorPages {

  /** The process works. */
  boolean live();

  /** New publishers and viewers are welcome. */
  boolean ready();

  /** Prometheus text exposition format 0.0.4. */
  String metrics();
}
