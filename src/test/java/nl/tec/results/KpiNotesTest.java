package nl.tec.results;

import static nl.tec.Outcomes.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.accountability.internal.Composer;
import nl.tec.accounts.Role;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The board's notes on figures: who writes them, where they are shown, and that they stay on record. */
@TecTest
class KpiNotesTest {

    @Autowired
    KpiNotes notes;

    @Autowired
    Kpis kpis;

    @Autowired
    Figures figures;

    @Autowired
    Composer composer;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theBoardWrites_everybodyReadsItWithTheFigure_andInTheAnnualReport() {
        int year = figures.currentYear();
        SignedIn board = people.signedIn(Role.BOARD);
        String words = "Meer avonden in de wijk, " + System.nanoTime();
        assertThat(write(board, year, words).statusCode()).isEqualTo(303);
        assertThat(people.visitor().get("/resultaten?jaar=" + year).body()).contains(words);
        assertThat(board.browser().get("/verantwoording").body()).contains(words);
        assertThat(board.browser().get("/resultaten/ouders?jaar=" + year).body())
                .contains(words, board.actor().name());
        Composer.Composed account = composer.compose(year, null, List.of());
        assertThat(account.content().kpis().stream()
                        .filter(result -> result.reported().kpi().code().equals("ouders")))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.note()).extracting(KpiNote::words).isEqualTo(words));
        assertThat(account.data().find("kpis").orElseThrow().objects())
                .filteredOn(row -> words.equals(row.get("toelichting")))
                .extracting("kpi", "toelichting_van")
                .containsExactly(tuple("ouders", LocalDate.now(Dates.ZONE).toString()));
        assertThat(people.visitor().get("/resultaten?jaar=" + (year - 1)).body())
                .as("it is about one year")
                .doesNotContain(words);
    }

    @Test
    void notesStayOnRecord_evenIfWithdrawn() {
        int year = figures.currentYear() - 1;
        Kpi kpi = kpis.find("ouders").orElseThrow();
        SignedIn board = people.signedIn(Role.BOARD);
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        done(notes.write(kpi, year, "Eerst", board.actor()));
        done(notes.write(kpi, year, " Toen ", administrator.actor()));
        assertThat(figures.of(kpi, year).note()).extracting(KpiNote::words).isEqualTo("Toen");
        done(notes.write(kpi, year, " ", board.actor()));
        assertThat(figures.of(kpi, year).note()).isNull();
        assertThat(notes.history(kpi, year).stream().map(KpiNote::words)).startsWith("", "Toen", "Eerst");
        assertThat(board.browser().get("/resultaten/ouders?jaar=" + year).body())
                .contains("Weggehaald", "Toen");
        assertThatThrownBy(
                        () -> jdbc.sql("update kpi_note set words = 'anders'").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void othersCannotWrite_andATooLongNoteIsPreserved() {
        int year = figures.currentYear();
        assertThat(write(people.signedIn(Role.MUNICIPALITY), year, "Nee").statusCode())
                .isEqualTo(403);
        assertThat(write(people.signedIn(Role.PROGRAMME_MANAGER), year, "Nee").statusCode())
                .isEqualTo(403);
        String tooLong = "lang ".repeat(KpiNotes.MAX_WORDS / 5) + "te lang";
        HttpResponse<String> refused = write(people.signedIn(Role.BOARD), year, tooLong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("te lang", "Gebruik hoogstens");
    }

    private static HttpResponse<String> write(SignedIn by, int year, String words) {
        return by.browser().post("/resultaten/ouders/notitie", "jaar", String.valueOf(year), "notitie", words);
    }
}
