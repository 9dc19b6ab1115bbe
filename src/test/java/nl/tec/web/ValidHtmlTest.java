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
 * The HTML of every page is valid for every role, in the demo hub, which has data of every kind and records of a user of each role.
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
            // another role gets the same page in the same layout: skips pages that differ only in text
            int main = Math.max(0, found.html().indexOf("<main"));
            boolean another = seen.add(shape(found.html().substring(0, main)));
            if (seen.add(shape(found.html().substring(main))) || another) {
                checker.errors(found.html()).forEach(error -> wrong.putIfAbsent(error, found.path()));
            }
        });
        assertThat(kinds).hasSizeGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    /** Returns the elements and attributes of a page, without values. */
    private static String shape(String html) {
        return html.replaceAll(">[^<]+<", "><").replaceAll("\\b(value|content|href)=\"[^\"]*\"|[0-9]+", "");
    }
}
