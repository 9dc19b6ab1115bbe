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
import org.junit.jupiter.api.Test;

class AccountTextsTest {

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

    private static AccountContent account(Standing... standings) {
        Kpi kpi = new Kpi(
                "k", 1, Measure.REACH, "K", "K", "", "", null, null, null, null, PeriodKind.CALENDAR_YEAR, 1, null);
        List<KpiResult> kpis = Arrays.stream(standings)
                .map(standing -> new KpiResult(new Reported(kpi, null, null, null, standing, null), null, null, null))
                .toList();
        AccountContent.Spending nothing =
                new AccountContent.Spending(List.of(), List.of(), Money.ZERO, Money.ZERO, 0, List.of());
        return new AccountContent(
                2026, null, kpis, new Schools(List.of()), List.of(), nothing, List.of(), List.of(), List.of());
    }
}
