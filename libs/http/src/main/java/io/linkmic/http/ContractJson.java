package io.linkmic.http;

import io.linkmic.contract.program.ProgramMode;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The contract's records as JSON: times and durations as ISO 8601 has them, modes in small letters,
 * and a field that nobody knows is a mistake, not ignored.
 */
public final class ContractJson implements JsonMapperBuilderCustomizer {

  @Override
  public void customize(JsonMapper.Builder builder) {
    SimpleModule contract = new SimpleModule("contract");
    contract.addSerializer(new LowerCaseMode());
    builder
        .addModule(contract)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** {@code passthrough} for {@code PASSTHROUGH}. */
  private static final class LowerCaseMode extends StdSerializer<ProgramMode> {
    LowerCaseMode() {
      super(ProgramMode.class);
    }

    @Override
    public void serialize(ProgramMode mode, JsonGenerator json, SerializationContext context) {
      json.writeString(mode.name().toLowerCase(Locale.ROOT));
    }
  }
}
