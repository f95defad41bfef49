package annai.bot.cli;

import annai.bot.understanding.Intent;
import annai.bot.understanding.Meaning;
import annai.bot.understanding.MeaningReader;
import annai.bot.understanding.Reader;
import annai.knowledge.Language;
import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code annai understand}. */
@Command(
    name = "understand",
    mixinStandardHelpOptions = true,
    description = "Reads utterances on standard input, plain or {\"text\": ...} a line.")
final class UnderstandCommand implements Callable<Integer> {

  private static final String KEY = "text";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Results as JSON lines; they always are.")
  void json(boolean wanted) {}

  @Override
  public Integer call() throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    Reader reader = reader(ConfigFolder.find());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int exit =
        new InputLines(KEY, json, err)
            .forEach(
                System.in, text -> out.println(json.writeValueAsString(result(reader.read(text)))));
    out.flush();
    return exit;
  }

  private static Reader reader(Path config) {
    try {
      return MeaningReader.of(config, ConfigReader.read(config));
    } catch (ConfigException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, @Nullable Object> result(Meaning.Understood understood) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    Language language = understood.language();
    result.put(KEY, understood.text());
    result.put("language", language == null ? "und" : language.tag());
    result.put("os", understood.os() == null ? null : understood.os().id());
    result.put("mailClient", understood.mailClient());
    result.put("mailClientName", understood.mailClientName());
    result.put("version", understood.version());
    result.put("osVersion", understood.osVersion());
    result.put("candidates", understood.candidates());
    result.put("intent", understood.intent() == null ? null : understood.intent().id());
    result.put("also", understood.also().stream().map(Intent::id).sorted().toList());
    result.put("confidence", understood.confidence());
    return result;
  }
}
