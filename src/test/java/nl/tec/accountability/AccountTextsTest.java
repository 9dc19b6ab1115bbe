package nl.tec.accountability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import nl.tec.accountability.AccountContent.KpiResult;
import nl.tec.accountability.AccountContent.Schools;
import nl.tec.hub.Texts;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.Kpi;
import nl.tec.results.Measure;
import nl.tec.results.PeriodKind;
import nl.tec.results.Snapshots.Reported;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountTextsTest {

    private static final Kpi KPI =
            new Kpi("k", 1, Measure.REACH, "K", "K", "", "", null, null, null, null, PeriodKind.CALENDAR_YEAR, 1, null);

    private final AccountTexts words;

    AccountTextsTest() throws IOException {
        words = new AccountTexts(new Texts());
    }

    @Test
    void onlyWhatHasATargetCountsAsOne() {
        assertThat(words.showKpis(account(Standing.REACHED, Standing.MISSED, Standing.REACHED)))
                .isEqualTo("Toon de 3 doelen: 2 gehaald, 1 niet gehaald");
        assertThat(words.showKpis(account(Standing.REACHED, Standing.NO_TARGET)))
                .isEqualTo("Toon het doel: 1 gehaald en 1 cijfer zonder doel");
        assertThat(words.showKpis(account(Standing.NO_TARGET, Standing.BEHIND, Standing.ON_COURSE, Standing.NO_TARGET)))
                .isEqualTo("Toon de 2 doelen: 1 op koers, 1 loopt achter en 2 cijfers zonder doel");
        assertThat(words.showKpis(account(Standing.NO_TARGET, Standing.NO_TARGET)))
                .isEqualTo("Toon de 2 cijfers");
    }

    @Test
    void withoutAnAttendanceOnlyTheRangeIsExpected() {
        assertThat(words.expected(expecting(true))).isEqualTo("verwacht 66,7%, tussen 65,1% en 68,4%");
        assertThat(words.expected(expecting(false))).isEqualTo("verwacht tussen 65,1% en 68,4%");
        assertThat(words.expected(expecting(null)))
                .as("adopted before it was kept")
                .isEqualTo("verwacht 66,7%, tussen 65,1% en 68,4%");
    }

    private static KpiResult expecting(@Nullable Boolean rateKnown) {
        return new KpiResult(
                new Reported(KPI, 80.0, 60.0, 62.0, Standing.BEHIND, null),
                new AccountContent.Range(65.12, 66.7, 68.35, rateKnown),
                null,
                null);
    }

    private static AccountContent account(Standing... standings) {
        List<KpiResult> kpis = Arrays.stream(standings)
                .map(standing -> new KpiResult(new Reported(KPI, null, null, null, standing, null), null, null, null))
                .toList();
        AccountContent.Spending nothing =
                new AccountContent.Spending(List.of(), List.of(), Money.ZERO, Money.ZERO, 0, List.of());
        return new AccountContent(
                2026, null, kpis, new Schools(List.of()), List.of(), nothing, List.of(), List.of(), List.of());
    }
}
