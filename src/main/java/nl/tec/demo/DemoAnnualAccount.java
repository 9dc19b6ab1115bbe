package nl.tec.demo;

import static nl.tec.demo.DemoFile.read;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accountability.AnnualAccounts.Draft;
import nl.tec.accountability.Section;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The published annual account of last year in the demo hub. The board can adopt it only after its figures were measured, in the
 * background; therefore a job adopts it, which is a no-op once there is an account.
 */
@Component
class DemoAnnualAccount {

    private final AnnualAccounts annual;
    private final Figures figures;
    private final Accounts people;
    private final Clock clock;

    DemoAnnualAccount(AnnualAccounts annual, Figures figures, Accounts people, Clock clock) {
        this.annual = annual;
        this.figures = figures;
        this.people = people;
        this.clock = clock;
    }

    @Transactional
    public void publish() {
        if (figures.pending().isPresent() || !annual.list().isEmpty()) {
            return;
        }
        people.findByEmail("bestuur@tec.example").ifPresent(board -> publish(board.actor()));
    }

    private void publish(Actor board) {
        long id = annual.begin(figures.currentYear() - 1, null, board).orElseThrow();
        AccountVersion version = annual.version(id);
        Map<Section, String> texts = new EnumMap<>(Section.class);
        read("account.yaml").forEach((section, text) -> texts.put(Section.valueOf(section), DemoFile.text(text)));
        List<String> quotes = annual.quotes(version).stream().limit(3).toList();
        annual.save(id, new Draft(texts, quotes, ""), version.edits(), board).orElseThrow();
        annual.adopt(id, Dates.today(clock), annual.version(id).edits(), board).orElseThrow();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {

        @Bean
        RecurringJob publishDemoAnnualAccount(DemoAnnualAccount account, HubSettings settings) {
            return new RecurringJob("demo-annual-account", FixedDelay.ofMinutes(1), () -> {
                if (settings.demo()) {
                    account.publish();
                }
            });
        }
    }
}
