package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nl.tec.TecTest;
import nl.tec.hub.FirstStart;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.mail.internal.OutboxSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * The HTML of every page, as every role gets it, is valid: in the demo hub, where there is something of everything and somebody of each
 * role has records of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "tec.jobs=false", "tec.data=target/demo-data", "tec.kept-answers=0s"})
@ContextConfiguration(initializers = TecTest.Database.class)
class ValidHtmlTest {

    @Autowired
    EveryPage everyPage;

    @Autowired
    @Qualifier("demoHub") FirstStart demo;

    @Autowired
    HubSettings hub;

    @Autowired
    OutboxSender mail;

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES)
    void everyPageOfEveryRoleIsValid() {
        hub.set(Setting.NAME, "");
        demo.fill();
        mail.sendDue();
        HtmlChecker checker = new HtmlChecker();
        Set<String> kinds = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        TreeMap<String, String> wrong = new TreeMap<>();
        everyPage.eachOfTheDemoHub(found -> {
            kinds.add(found.kind());
            // another role gets the same page in the same frame: what differs in nothing but words was looked at
            int main = Math.max(0, found.html().indexOf("<main"));
            boolean another = seen.add(shape(found.html().substring(0, main)));
            if (seen.add(shape(found.html().substring(main))) || another) {
                checker.errors(found.html()).forEach(error -> wrong.putIfAbsent(error, found.path()));
            }
        });
        assertThat(kinds).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    /** Its elements and attributes, without what was filled in. */
    private static String shape(String html) {
        return html.replaceAll(">[^<]+<", "><").replaceAll("\\b(value|content|href)=\"[^\"]*\"|[0-9]+", "");
    }
}
