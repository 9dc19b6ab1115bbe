package nl.tec.partners.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.partners.AnnualStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends the mails to partners about their contributions. */
@Component
class PartnerMail {

    static final String LATE = "contribution-late";
    static final String QUESTION = "contribution-question";

    /** Of the annual statement; mails that are stored have this name. */
    static final String STATEMENT = "year-account";

    /** The mail address for organisation {@code o}: of its contact, else of the organisation, else of an account of the partner. */
    static final String ADDRESS = """
            coalesce(
              (select p.email from partner_person p
                where p.organisation_id = o.id and p.role = 'CONTACT' and p.email is not null order by p.id limit 1),
              nullif(lower(o.email), ''),
              (select a.email from accounts_account_role_v r join accounts_account_v a on a.id = r.account_id
                where r.organisation_id = o.id and r.role = 'PARTNER' and a.disabled_at is null order by a.id limit 1))
            """;

    private final JdbcClient jdbc;
    private final Outbox outbox;

    PartnerMail(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    private Optional<String> address(long organisationId) {
        return jdbc.sql("select " + ADDRESS + " from organisations_organisation_v o where o.id = ?")
                .param(organisationId)
                .query(String.class)
                .optional();
    }

    /** Mails a question of the hub about a contribution or a delivery. */
    void question(long organisationId, long contributionId, String what, String question) {
        address(organisationId)
                .ifPresent(to -> outbox.put(
                        QUESTION,
                        to,
                        Texts.DUTCH,
                        Map.of("contribution", contributionId, "what", what, "question", question),
                        null));
    }

    /** Mails a reminder of late contributions, which the caller locks and marks as reminded: so it needs no key. */
    void late(String to, String organisation, List<Map<String, String>> promises) {
        outbox.put(LATE, to, Texts.DUTCH, Map.of("organisation", organisation, "promises", promises), null);
    }

    /** Mails what a partner made possible in a year. */
    void statement(String to, long organisationId, AnnualStatement statement) {
        outbox.put(
                STATEMENT,
                to,
                Texts.DUTCH,
                Map.of(
                        "partner", organisationId,
                        "organisation", statement.organisation(),
                        "year", statement.year(),
                        "pupils", statement.pupils(),
                        "others", statement.others(),
                        "sessions", statement.sessions(),
                        "worth", statement.worth().cents()),
                STATEMENT + ":" + organisationId + ":" + statement.year());
    }
}
