package nl.tec.privacy.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.Rows;
import nl.tec.privacy.PrivacyRequests;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The personal data in open privacy requests and privacy links. */
@Component
@Order(60)
class PrivacyRequestRecords implements PersonalRecords {

    private final JdbcClient jdbc;
    private final PrivacyRequestStore requests;
    private final PrivacyLinkStore links;
    private final Clock clock;

    PrivacyRequestRecords(JdbcClient jdbc, PrivacyRequestStore requests, PrivacyLinkStore links, Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        "requests",
                        Set.of(Subject.APPLICANT),
                        Basis.LEGAL_DUTY,
                        RetentionTerm.days(PrivacyRequests.MAX_DAYS_OPEN, Since.OPENED),
                        Set.of(Viewer.ADMINISTRATOR),
                        List.of(
                                "privacy_request.person_account_id",
                                "privacy_request.person_email",
                                "privacy_request.words"),
                        before -> requests.expire(before, clock.instant())),
                Holding.erased(
                        "request-links",
                        Set.of(Subject.APPLICANT),
                        Basis.LEGAL_DUTY,
                        RetentionTerm.days(0, Since.EXPIRED),
                        Set.of(Viewer.NOBODY),
                        List.of("privacy_link.email"),
                        this::removeExpired));
    }

    private int removeExpired(Instant before) {
        // those without an address are of a person whose data are erased already
        return jdbc.sql("""
                with expired as (delete from privacy_link where expires_at < ? returning email)
                select count(*) from expired where email <> ''
                """).param(Rows.timestamp(before)).query(Integer.class).single();
    }

    @Override
    public List<Section> about(Person person) {
        return List.of(new Section(
                "privacy.records",
                jdbc.sql("""
                select opened_at, coalesce(words, '-') as words from privacy_request
                 where closed_at is null and (person_email = ? or person_account_id = nullif(?, 0)) order by id
                """)
                        .params(person.email(), person.accountId())
                        .query((row, n) -> List.of(
                                new Fact(
                                        "privacy.records.at",
                                        Dates.moment(Rows.instant(row, "opened_at"), LocaleContextHolder.getLocale())),
                                new Fact("privacy.records.words", row.getString("words"))))
                        .list()));
    }

    /** Closes the open requests too, as no data are left. */
    @Override
    public void forget(Person person) {
        links.end(person.email());
        requests.closeAll(person, clock.instant());
    }
}
