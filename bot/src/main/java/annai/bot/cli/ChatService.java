package annai.bot.cli;

import java.net.URI;

/** Where {@code annai chat} finds its conversation; one in memory ends with it. */
interface ChatService extends AutoCloseable {

  /** With a slash at its end. */
  URI uri();

  @Override
  void close();

  static ChatService at(URI running) {
    return new ChatService() {
      @Override
      public URI uri() {
        return running;
      }

      @Override
      public void close() {}
    };
  }

  static ChatService inMemory() {
    throw new BadInputException(
        "no service answers on http://localhost:8080; start one, or name it by --url");
  }
}
