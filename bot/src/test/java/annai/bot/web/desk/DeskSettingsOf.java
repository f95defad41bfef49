package annai.bot.web.desk;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of the desk as the service binds them. */
final class DeskSettingsOf {

  private DeskSettingsOf() {}

  /**
   * @param given without {@code annai.desk.}; the others are as they are when nothing is set
   */
  static DeskSettings given(Map<String, String> given) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    given.forEach((name, value) -> source.put("annai.desk." + name, value));
    return new Binder(source).bindOrCreate("annai.desk", DeskSettings.class);
  }
}
