package annai.bot.web;

import java.util.Arrays;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * The buffers of one parser, zeroed when they are given back.
 *
 * <p>The one for texts holds the longest body, since a parser that has to grow it drops the smaller
 * one as it is.
 */
final class ZeroingBuffers extends BufferRecycler {

  @Override
  protected int charBufferLength(int buffer) {
    return buffer == CHAR_TEXT_BUFFER
        ? BodyLimitFilter.MAX_BYTES + 1
        : super.charBufferLength(buffer);
  }

  @Override
  public void releaseCharBuffer(int buffer, char[] characters) {
    Arrays.fill(characters, '\0');
  }

  @Override
  public void releaseByteBuffer(int buffer, byte[] bytes) {
    Arrays.fill(bytes, (byte) 0);
  }

  /** New buffers for every parser. */
  static final class Pool extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {

    private static final long serialVersionUID = 1L;

    @Override
    public BufferRecycler acquirePooled() {
      return new ZeroingBuffers();
    }
  }
}
