package nl.tec.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecApplication;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.LoopbackForTests;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.neighbours.internal.PatienceForTests;
import nl.tec.shared.Dates;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hubs on this machine, each a separate application, that are neighbours of each other. */
final class Hubs {

    private static final String LOGGING = "org.springframework.boot.logging.LoggingSystem";

    private Hubs() {}

    /** Starts a hub that may read others on this machine, without timeouts. @param port 0: a free one */
    static ConfigurableApplicationContext start(String database, String port, Path data) {
        System.setProperty(LOGGING, "none"); // keep the logging of the tests
        try {
            ConfigurableApplicationContext hub = new SpringApplicationBuilder(TecApplication.class)
                    .run(
                            "--server.port=" + port,
                            "--server.address=127.0.0.1",
                            "--tec.jobs=false",
                            "--tec.kept-answers=0s",
                            "--tec.data=" + data,
                            "--spring.main.lazy-initialization=true",
                            "--spring.datasource.url=" + database);
            trusting(hub);
            return hub;
        } finally {
            System.clearProperty(LOGGING);
        }
    }

    private static void trusting(ConfigurableApplicationContext hub) {
        LoopbackForTests.allow(hub.getBean(PublicInternet.class));
        PatienceForTests.endless(hub);
    }

    static void begin(ConfigurableApplicationContext hub, String name, String city) {
        HubSettings settings = hub.getBean(HubSettings.class);
        settings.set(Setting.NAME, name);
        settings.set(Setting.CITY, city);
        settings.set(Setting.BASE_URL, address(hub));
        trusting(hub);
    }

    /** Adds one hub as the neighbour of the other. */
    static void meet(ConfigurableApplicationContext hub, ConfigurableApplicationContext other, String name) {
        HttpResponse<String> answer = people(hub)
                .signedIn(Role.ADMINISTRATOR)
                .browser()
                .post(
                        "/admin/buurhubs",
                        "naam",
                        name,
                        "plaats",
                        name.replace("TEC ", ""),
                        "adres",
                        address(other),
                        "aan",
                        "ja");
        assertThat(TestBrowser.location(answer)).startsWith("/admin/buurhubs/");
    }

    /** Makes a key at one hub and enters it at the other. They are each other's only neighbour. */
    static void giveKey(ConfigurableApplicationContext from, ConfigurableApplicationContext to) {
        String made = people(from)
                .signedIn(Role.ADMINISTRATOR)
                .browser()
                .post(
                        "/admin/buurhubs/" + neighbour(from) + "/sleutels",
                        "tot",
                        LocalDate.now(Dates.ZONE).plusDays(300).toString())
                .body();
        Matcher key = Pattern.compile("tec_[0-9a-f]{8}_[A-Za-z0-9_-]{43}").matcher(made);
        assertThat(key.find()).isTrue();
        TestBrowser administrator = people(to).signedIn(Role.ADMINISTRATOR).browser();
        String page = "/admin/buurhubs/" + neighbour(to);
        administrator.post(page + "/hun-sleutel", "sleutel", key.group());
        assertThat(administrator.get(page).body()).contains("De sleutel is bewaard en werkt.");
        assertThat(jdbc(to).sql("select encode(their_key, 'escape') from neighbour")
                        .query(String.class)
                        .single())
                .as("not to be read in the database")
                .doesNotContain(key.group().substring(13));
    }

    static long neighbour(ConfigurableApplicationContext hub) {
        return jdbc(hub).sql("select id from neighbour").query(Long.class).single();
    }

    static void read(ConfigurableApplicationContext hub) {
        jdbc(hub)
                .sql("update neighbour set next_at = now() - interval '1 second'")
                .update();
        hub.getBean(NeighbourReader.class).readAll();
    }

    static String page(ConfigurableApplicationContext hub, String path) {
        HttpResponse<String> answer = people(hub).visitor().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    static AccountsFixture people(ConfigurableApplicationContext hub) {
        return hub.getBean(AccountsFixture.class);
    }

    static JdbcClient jdbc(ConfigurableApplicationContext hub) {
        return hub.getBean(JdbcClient.class);
    }

    static String address(ConfigurableApplicationContext hub) {
        return "http://localhost:" + hub.getEnvironment().getProperty("local.server.port");
    }
}
