package annai.bot.demo;

import annai.connectors.probe.testmail.Tokens;

/** The one mail account of the demonstration; its password is made anew at each start. */
public record DemoAccount(String mailAddress, String password) {

  public static DemoAccount generate(String domain) {
    return new DemoAccount("demo@" + domain, new Tokens().next());
  }

  @Override
  public String toString() {
    return "DemoAccount[" + mailAddress + "]";
  }
}
