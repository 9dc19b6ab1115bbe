package nl.tec.exchange.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Public responses are cached for a while, and others never (decision 0079). */
class KeptAnswersTest {

    private final AtomicInteger made = new AtomicInteger();
    private String policy = "max-age=60, public";
    private String more = "";
    /** Until it is zero the program waits. */
    private CountDownLatch held = new CountDownLatch(0);
    /** How often the program fails before it answers. */
    private final AtomicInteger failures = new AtomicInteger();

    private final FilterChain program = (request, response) -> {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new ServletException("no database");
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Cache-Control", policy);
        answer.setContentType("application/json");
        answer.addCookie(new Cookie("csrf", "x"));
        answer.getOutputStream().print("answer " + made.incrementAndGet() + more);
    };

    private MockHttpServletResponse get(KeptAnswers kept, String... headers) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/sessies");
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        kept.doFilter(request, response, program);
        return response;
    }

    @Test
    void theSecondReaderGetsWhatTheFirstGot_butNotItsCookie() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 1");
        MockHttpServletResponse second = get(kept);
        assertThat(second.getContentAsString()).isEqualTo("answer 1");
        assertThat(second.getContentType()).isEqualTo("application/json");
        assertThat(second.getHeader("Cache-Control")).isEqualTo(policy);
        assertThat(second.getCookies()).isEmpty();
        assertThat(get(kept, "Accept-Language", "en").getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void answersConditionalRequests_alsoTheFirst() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        String etag = get(kept).getHeader("ETag");
        assertThat(etag).isNotNull();
        MockHttpServletResponse again = get(kept, "If-None-Match", etag);
        assertThat(again.getStatus()).isEqualTo(304);
        assertThat(again.getContentAsByteArray()).isEmpty();
        assertThat(get(new KeptAnswers(Duration.ofMinutes(1)), "If-None-Match", "\"other\"")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void sendsTheSameCompressed_toWhoAcceptsThat() throws Exception {
        more = " and so on".repeat(200);
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        MockHttpServletResponse plain = get(kept);
        assertThat(plain.getHeader("Content-Encoding")).isNull();
        assertThat(plain.getHeader("Vary")).contains("Accept-Encoding");
        MockHttpServletResponse zipped = get(kept, "Accept-Encoding", "br, GZIP;q=0.5");
        assertThat(zipped.getHeader("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.getContentLength()).isLessThan(plain.getContentLength() / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.getContentAsByteArray())).readAllBytes())
                .isEqualTo(plain.getContentAsByteArray());
        String etag = Objects.requireNonNull(zipped.getHeader("ETag"));
        assertThat(etag).as("of other bytes").isNotEqualTo(plain.getHeader("ETag"));
        assertThat(get(kept, "Accept-Encoding", "gzip", "If-None-Match", etag).getStatus())
                .isEqualTo(304);
        for (String refused : List.of("gzip;q=0", "gzip; q=0.0", "br", "*;q=0, identity", "xgzip")) {
            assertThat(get(kept, "Accept-Encoding", refused).getHeader("Content-Encoding"))
                    .as(refused)
                    .isNull();
        }
        assertThat(made).hasValue(1);
    }

    /** The answers that many get who ask at once, all of them before the first is made. */
    private List<String> atOnce(KeptAnswers kept, int readers) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        held = new CountDownLatch(1);
        for (int n = 0; n < readers; n++) {
            Thread reader = new Thread(() -> {
                try {
                    answers.add(get(kept).getContentAsString());
                } catch (Exception e) {
                    answers.add("no answer");
                }
            });
            reader.start();
            threads.add(reader);
        }
        await().until(() -> threads.stream().allMatch(reader -> reader.getState() == Thread.State.WAITING));
        held.countDown();
        for (Thread reader : threads) {
            reader.join();
        }
        return answers;
    }

    @Test
    void readersAtOnceWaitForTheOneThatIsMade() throws Exception {
        assertThat(atOnce(new KeptAnswers(Duration.ofMinutes(1)), 30))
                .hasSize(30)
                .containsOnly("answer 1");
        assertThat(made).hasValue(1);
    }

    @Test
    void readersAtOnceOfAPrivateResponseEachGetTheirOwn() throws Exception {
        policy = "no-store";
        assertThat(atOnce(new KeptAnswers(Duration.ofMinutes(1)), 5))
                .containsExactlyInAnyOrder("answer 1", "answer 2", "answer 3", "answer 4", "answer 5");
    }

    @Test
    void aResponseThatCouldNotBeMadeFailsForOneReaderOnly() throws Exception {
        failures.set(1);
        assertThat(atOnce(new KeptAnswers(Duration.ofMinutes(1)), 5)).hasSize(5).containsOnlyOnce("no answer");
    }

    @Test
    void renewsStaleResponses() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMillis(200));
        get(kept);
        Thread.sleep(300);
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 2");
    }

    @Test
    void neverCachesPrivateResponses() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ofMinutes(1));
        get(kept);
        assertThat(get(kept, "Authorization", "Bearer x").getContentAsString()).isEqualTo("answer 2");
        policy = "no-store";
        KeptAnswers other = new KeptAnswers(Duration.ofMinutes(1));
        get(other);
        assertThat(get(other).getContentAsString()).isEqualTo("answer 4");
        policy = "max-age=60, private";
        get(other);
        assertThat(get(other).getContentAsString()).isEqualTo("answer 6");
    }

    @Test
    void zeroKeepsNothing() throws Exception {
        KeptAnswers kept = new KeptAnswers(Duration.ZERO);
        get(kept);
        assertThat(get(kept).getContentAsString()).isEqualTo("answer 2");
    }
}
