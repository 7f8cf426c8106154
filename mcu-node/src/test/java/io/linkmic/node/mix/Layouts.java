package io.linkmic.node.mix;

import io.linkmic.contract.layout.Border;
import io.linkmic.contract.layout.Fill;
import io.linkmic.contract.layout.Layout;
import io.linkmic.contract.layout.Region;
import io.linkmic.contract.layout.Template;
import io.linkmic.contract.layout.Watermark;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Layouts part by part. */
final class Layouts {
  Template template = Template.AUTO;
  List<Region> regions = List.of();
  Fill background = new Fill("#000000", null);
  boolean labels;
  @Nullable Watermark watermark;
  Fill placeholder = new Fill("#202020", null);
  Border border = new Border(0, "#ffffff", 0);
  Duration crossFade = Duration.ZERO;

  static Layouts of(Template template) {
    Layouts layouts = new Layouts();
    layouts.template = template;
    return layouts;
  }

  static Layouts of(Region... regions) {
    Layouts layouts = of(Template.REGIONS);
    layouts.regions = List.of(regions);
    return layouts;
  }

  Layouts background(String colour, @Nullable String image) {
    background = new Fill(colour, image);
    return this;
  }

  Layouts placeholder(String colour, @Nullable String image) {
    placeholder = new Fill(colour, image);
    return this;
  }

  Layouts labels() {
    labels = true;
    return this;
  }

  Layouts watermark(Watermark.@Nullable Text text, Watermark.@Nullable Image image) {
    watermark = new Watermark(text, image);
    return this;
  }

  Layouts border(int width, String colour, int radius) {
    border = new Border(width, colour, radius);
    return this;
  }

  Layouts fade(Duration duration) {
    crossFade = duration;
    return this;
  }

  Layout made() {
    return new Layout(
        template, regions, background, labels, watermark, placeholder, border, crossFade, null, 1);
  }
}
