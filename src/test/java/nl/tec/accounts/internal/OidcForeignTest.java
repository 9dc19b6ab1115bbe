package nl.tec.accounts.internal;

import static nl.tec.TestBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Account;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in at a third-party provider with its own sign-in page. The attacks are in {@link OidcTest}. */
@TecTest
class OidcForeignTest {

    private static final String HUB = "http://localhost:8080";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final SpringProvider PROVIDER = new SpringProvider(HUB + "/inloggen/terug/spring");

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("tec.oidc", () -> "spring");
        registry.add("tec.oidc.spring.name", () -> "Spring");
        registry.add("tec.oidc.spring.issuer", PROVIDER::issuer);
        registry.add("tec.oidc.spring.client-id", () -> SpringProvider.CLIENT);
        registry.add("tec.oidc.spring.client-secret", () -> SpringProvider.SECRET);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Autowired
    AccountsFixture people;

    @Test
    void signingInThereSignsInHere_onceForEachCode() throws Exception {
        Account somebody = people.account(null);
        SpringProvider.CLAIMS.put("email", somebody.email());
        SpringProvider.CLAIMS.put("email_verified", true);
        TestBrowser browser = people.visitor();
        String back = signInThere(leadsTo(browser, "/inloggen/via/spring?naar=/account"));
        assertThat(location(browser.get(back))).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains(somebody.email());
        // the redirect back is replayed by an eavesdropper
        TestBrowser thief = people.visitor();
        assertThat(location(thief.get(back))).isEqualTo("/inloggen");
        assertThat(location(thief.get("/account"))).startsWith("/inloggen");
    }

    @Test
    void anAddressThatIsNotVerifiedThereOpensNothingHere() throws Exception {
        Account somebody = people.account(null);
        SpringProvider.CLAIMS.put("email", somebody.email());
        SpringProvider.CLAIMS.put("email_verified", false);
        TestBrowser browser = people.visitor();
        String back = signInThere(leadsTo(browser, "/inloggen/via/spring"));
        assertThat(location(browser.get(back))).isEqualTo("/inloggen");
        assertThat(location(browser.get("/account"))).startsWith("/inloggen");
    }

    /** Returns the full URL of the redirect, which leads outside the hub. */
    private static String leadsTo(TestBrowser browser, String path) {
        return browser.get(path).headers().firstValue("Location").orElseThrow();
    }

    /** Signs in on the pages of the provider. @return the path at the hub that it redirects back to */
    private static String signInThere(String address) throws IOException, InterruptedException {
        HttpClient there = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        URI asked = URI.create(address);
        assertThat(send(there, HttpRequest.newBuilder(asked).header("Accept", "text/html"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .contains("/login");
        URI login = asked.resolve("/login");
        Matcher token = TOKEN.matcher(send(there, HttpRequest.newBuilder(login)).body());
        assertThat(token.find()).isTrue();
        String form = "username=" + SpringProvider.USER + "&password=" + encode(SpringProvider.PASSWORD) + "&_csrf="
                + encode(token.group(1));
        HttpResponse<String> answer = send(
                there,
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        for (int hops = 0; hops < 5; hops++) {
            String next = answer.headers().firstValue("Location").orElseThrow();
            if (next.startsWith(HUB)) {
                return next.substring(HUB.length());
            }
            answer = send(there, HttpRequest.newBuilder(asked.resolve(next)).header("Accept", "text/html"));
        }
        throw new AssertionError("never sent back");
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
