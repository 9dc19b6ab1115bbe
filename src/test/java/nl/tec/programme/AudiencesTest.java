package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.accounts.Role;
import nl.tec.bookings.SignUpQuestions;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All pages support every audience: search, signing up or booking, and counting on the day. */
@TecTest
class AudiencesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Texts texts;

    private static ForWhom only(Audience audience) {
        return new ForWhom(
                Set.of(audience),
                audience == Audience.PO ? new Span(5, 8) : null,
                audience == Audience.VO ? new Span(1, 3) : null,
                audience == Audience.MBO ? new Span(1, 4) : null,
                audience == Audience.CHILD ? new Span(8, 12) : null,
                Set.of());
    }

    @ParameterizedTest
    @EnumSource
    void everyAudienceIsFoundByTheForWhomFilter(Audience audience) {
        String word = "voorwie" + System.nanoTime();
        Takes takes = audience.isClass() ? Takes.CLASSES : Takes.INDIVIDUALS;
        Activity activity =
                ProgrammeFixture.published(catalogue, ProgrammeFixture.activity(word, word, takes, only(audience)));
        List<Who> answers = Who.ALL.stream()
                .filter(who -> accounts.visitor()
                        .get("/programma?q=" + word + "&wie=" + who.code())
                        .body()
                        .contains("/activiteit/" + activity.slug()))
                .toList();
        assertThat(answers).isNotEmpty();
        assertThat(answers)
                .extracting(Who::kind)
                .isSubsetOf(
                        switch (audience.group()) {
                            case CLASS -> Set.of(Who.Kind.GROUP, Who.Kind.YEAR, Who.Kind.MBO);
                            case FAMILY -> Set.of(Who.Kind.CHILD, Who.Kind.GROUP, Who.Kind.YEAR, Who.Kind.PARENT);
                            case TEACHER -> Set.of(Who.Kind.TEACHER);
                            case ADULT -> Set.of(Who.Kind.ADULT);
                        });
    }

    @ParameterizedTest
    @EnumSource
    void everyAudienceHasItsWords_alsoOnTheFormOfASignUp(Audience audience) {
        for (Locale language : List.of(Texts.DUTCH, Locale.ENGLISH)) {
            assertThat(texts.label(language, audience)).isNotBlank();
            SignUpQuestions questions = SignUpQuestions.of(ActivityKind.AFTER_SCHOOL, only(audience));
            assertThat(questions.adults()).isEqualTo(audience.isYoung() ? List.of() : List.of(audience));
            questions
                    .adults()
                    .forEach(adult -> assertThat(texts.text(language, "signup.as." + adult))
                            .doesNotContain("signup.as"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWalksInIsCounted_aClassIsNoWalkIn(Audience audience) {
        long activity = ProgrammeFixture.published(
                        catalogue,
                        ProgrammeFixture.activity("Loop binnen", "Walk in", Takes.INDIVIDUALS, only(Audience.PARENT)))
                .id();
        LocalDate day = LocalDate.now(Dates.ZONE).minusDays(1);
        TimeSlot slot = ProgrammeFixture.slot(day, 10, 60);
        jdbc.sql(
                        "insert into session (activity_id, starts_at, ends_at, state, capacity) values (?, ?, ?, 'PUBLISHED', 20)")
                .params(activity, Timestamp.from(slot.start()), Timestamp.from(slot.end()))
                .update();
        String page = accounts.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .get("/dag/" + day)
                .body();
        assertThat(page.contains("<option value=\"" + audience.name() + "\">")).isEqualTo(!audience.isClass());
    }
}
