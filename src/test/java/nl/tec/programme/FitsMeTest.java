package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.programme.web.FitsMe;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 'What fits me?': a quiz with pictures that leads a child to activities, without storing anything. */
@TecTest
class FitsMeTest {

    private static final String SCIENCE =
            "/wat-past-bij-mij?doen=gamen&maken=robot&weten=ruimte&pakken=batterij&leeftijd=midden";

    @Autowired
    AccountsFixture people;

    @Autowired
    VisitorsFixture visitors;

    @Test
    void everyAnswerHasADrawing_andTheAnswersLeadToActivitiesOfThatAge() {
        for (FitsMe.Answer answer : FitsMe.Answer.values()) {
            assertThat(Files.exists(Path.of("src/main/resources/static/img/fits/" + answer.code() + ".svg")))
                    .as(answer.code())
                    .isTrue();
        }
        // of Hi-tech & Science, for 8 to 14 years
        long activity = visitors.activity("Raketten vouwen", "CHILD");
        visitors.session(activity, Instant.now().plus(1, ChronoUnit.DAYS), 20);
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get("/wat-past-bij-mij").body()).contains("Wat doe je het liefst?", "/img/fits/robot");
        HttpResponse<String> found = visitor.get(SCIENCE);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("Dit past bij jou", "/programma?wereld=hitech-science", "/activiteit/");
        assertThat(visitor.get(SCIENCE.replace("midden", "jong")).body()).doesNotContain("Raketten vouwen");
        assertThat(found.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("robot"));
    }

    @Test
    void whatWasNotChosenIsAsked_andWhatWasStaysChosen() {
        HttpResponse<String> page = people.visitor().get("/wat-past-bij-mij?doen=gamen&maken=nergens");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("Kies een plaatje.", "maken-error", "value=\"gamen\" required checked")
                .doesNotContain("doen-error");
    }
}
