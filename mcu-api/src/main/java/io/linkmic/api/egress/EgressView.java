package io.linkmic.api.egress;

import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.room.EgressTarget;
import org.jspecify.annotations.Nullable;

/**
 * One RTMP target with what its node says of it.
 *
 * @param url without its stream key
 * @param state {@code connecting, live, retrying, failed, stopped}; stopped while nothing is on air
 * @param queueMs media time waiting
 * @param lastError null when all is well
 */
record EgressView(
    String egressId,
    String url,
    String state,
    long bytesSent,
    long queueMs,
    long queueBytes,
    long droppedFrames,
    int reconnects,
    @Nullable String lastError) {

  static EgressView of(EgressTarget target, @Nullable EgressStatus status) {
    return status == null
        ? new EgressView(target.egressId(), target.publicUrl(), "stopped", 0, 0, 0, 0, 0, null)
        : new EgressView(
            target.egressId(),
            target.publicUrl(),
            status.state(),
            status.bytesSent(),
            status.queueMs(),
            status.queueBytes(),
            status.droppedFrames(),
            status.reconnects(),
            status.lastError());
  }

  /** The room runs: its node takes the target up within two seconds. */
  EgressView connecting() {
    return new EgressView(egressId, url, "connecting", 0, 0, 0, 0, 0, null);
  }
}
