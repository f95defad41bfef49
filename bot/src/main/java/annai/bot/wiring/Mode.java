package annai.bot.wiring;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is a provider's mail server, or only a demonstration. */
final class Mode {

  private Mode() {}

  static boolean demonstration(Environment environment) {
    return environment.getProperty("annai.mail-server.host", "").isBlank();
  }

  /** A mail server is configured. */
  static final class Provider implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !demonstration(context.getEnvironment());
    }
  }

  /** None is. */
  static final class Demonstration implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return demonstration(context.getEnvironment());
    }
  }
}
