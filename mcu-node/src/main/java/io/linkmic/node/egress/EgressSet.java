package io.linkmic.node.egress;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All targets of one program. The room's thread only. */
public final class EgressSet {
  private final EgressUrlRules rules;
  private final NodeMetrics metrics;
  private final RunningEgresses running;
  private final Bytes audioSpecificConfig;
  private final Runnable keyFrameWanted;
  private final Map<String, Running> byId = new LinkedHashMap<>();
  private final EncoderRate rate = new EncoderRate();

  /**
   * @param keyFrameWanted called from a target's thread when it needs an IDR
   */
  public EgressSet(
      EgressUrlRules rules,
      NodeMetrics metrics,
      RunningEgresses running,
      Bytes audioSpecificConfig,
      Runnable keyFrameWanted) {
    this.rules = rules;
    this.metrics = metrics;
    this.running = running;
    this.audioSpecificConfig = audioSpecificConfig;
    this.keyFrameWanted = keyFrameWanted;
  }

  private record Running(String url, RtmpEgress egress) {}

  /** Starts the targets that are new, or go elsewhere now, and ends those no longer wanted. */
  public void targets(List<EgressTarget> wanted) {
    List<String> gone = new ArrayList<>(byId.keySet());
    for (EgressTarget target : wanted) {
      Running before = byId.get(target.egressId());
      if (before != null && before.url().equals(target.url())) {
        gone.remove(target.egressId());
      }
    }
    for (String egressId : gone) {
      Running running = byId.remove(egressId);
      if (running != null) {
        running.egress().finish();
      }
    }
    for (EgressTarget target : wanted) {
      byId.computeIfAbsent(target.egressId(), ignored -> start(target));
    }
  }

  private Running start(EgressTarget target) {
    RtmpEgress egress =
        new RtmpEgress(
            target.egressId(), target.url(), audioSpecificConfig, rules, keyFrameWanted, metrics);
    running.start(egress);
    return new Running(target.url(), egress);
  }

  public void packet(ProgramPacket packet) {
    for (Running target : byId.values()) {
      target.egress().offer(packet);
    }
  }

  /**
   * With how many bits a mix should be encoded so that the slowest target keeps up. To be asked
   * several times a second.
   *
   * @param full bit/s with nobody in the way
   * @param now on the node's clock, µs
   */
  public int mixBitrate(int full, long now) {
    return rate.follow(slowest(), full, now);
  }

  /** Media time that waits for the slowest of the targets that are connected. */
  public long queueMillis() {
    return slowest().millis();
  }

  private EgressQueue.Depth slowest() {
    EgressQueue.Depth longest = EgressQueue.Depth.NONE;
    for (Running target : byId.values()) {
      EgressQueue.Depth waiting = target.egress().waiting();
      longest = waiting.millis() > longest.millis() ? waiting : longest;
    }
    return longest;
  }

  public List<EgressStatus> status() {
    return byId.values().stream().map(running -> running.egress().status()).toList();
  }

  /** The program ended: what is queued still goes out. */
  public void finish() {
    byId.values().forEach(running -> running.egress().finish());
    byId.clear();
  }
}
