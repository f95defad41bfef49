package annai.bot.wiring;

import java.nio.file.Path;

/**
 * Where the project is on this machine.
 *
 * @param root the folder that relative paths start from
 * @param config the folder of settings, procedures and wording
 */
public record Project(Path root, Path config) {}
