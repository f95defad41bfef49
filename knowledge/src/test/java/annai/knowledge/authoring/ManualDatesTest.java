package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManualDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2017年3月22日に終了|2017-03-22",
        "２０１７年３月２２日|2017-03-22",
        "2017 年 3 月 22 日から|2017-03-22",
        "2017/3/22 まで|2017-03-22",
        "(2017.03.22)|2017-03-22",
        "平成29年3月22日|2017-03-22",
        "令和元年５月１日|2019-05-01",
        "H29.3.22|2017-03-22",
        "on March 22, 2017 it ends|2017-03-22",
        "the 22nd of March 2017|2017-03-22",
        "Sept. 5, 2023|2023-09-05"
      })
  void oneDate_inAnyForm_isFound(String text, LocalDate date) {
    assertThat(ManualDates.in(text)).containsExactly(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023年2月30日", "ポート 587", "10.4.0", "Outlook 2016 の 3 番"})
  void noDate_inText_isNotInvented(String text) {
    assertThat(ManualDates.in(text)).isEmpty();
  }

  @Test
  void monthWithoutDay_isUnclear() {
    assertThat(ManualDates.hasUnclear("2023年1月で終了")).isTrue();
    assertThat(ManualDates.hasUnclear("2023年1月5日で終了")).isFalse();
  }
}
