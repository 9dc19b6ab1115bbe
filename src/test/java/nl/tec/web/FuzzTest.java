package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** No request causes a server error. For a longer run: {@code ./tec bench fuzz}. */
@TecTest
class FuzzTest {

    private static final int REQUESTS = 1_500;
    private static final long SEED = 20_261_128;

    @Autowired
    AccountsFixture people;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping pages;

    @Test
    void noRequestCausesAServerError() {
        Fuzz fuzz = new Fuzz(people, pages, SEED);
        assertThat(fuzz.run(REQUESTS)).isEmpty();
        assertThat(fuzz.answers().getOrDefault(200, 0))
                .as("that reached a page")
                .isGreaterThan(REQUESTS / 20);
    }

    /** Regressions: each of these once caused a server error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/verklaringen?zoek=a%00b",
                "/werkgevers?zoek=a%00b",
                "/programma?q=a%0bb",
                "/beheer/bussen?dag=%2B999999999-01-01",
                "/beheer/bussen?dag=-9999-01-01",
                "/beheer/boekingen/boekingen.csv?dag=%2B999999999-01-01",
                "/beheer/partners?zoek=a%00b"
            })
    void malformedInputIsRefused(String path) {
        assertThat(people.signedIn(nl.tec.accounts.Role.PROGRAMME_MANAGER)
                        .browser()
                        .get(path)
                        .statusCode())
                .isBetween(400, 499);
    }

    @Test
    void aFormWithoutItsNumbersIsRefused() {
        var maker = people.signedIn(nl.tec.accounts.Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.post("/beheer/sessies/publiceer", "sessie", " ").statusCode())
                .isEqualTo(422);
        assertThat(maker.post("/dag/klas/9", "part-abc", "3").statusCode()).isBetween(400, 499);
    }
}
