package nl.tec.accounts.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Personal data of accounts: the account, its roles, passkeys and sessions, and its entries in the audit log. */
@Component
@Order(1)
class AccountRecords implements PersonalRecords {

    /** The maximum number of a person's audit entries to show. */
    private static final int MAX_AUDIT_ENTRIES = 200;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final OrganisationNames organisations;
    private final Texts texts;

    AccountRecords(JdbcClient jdbc, Accounts accounts, OrganisationNames organisations, Texts texts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.organisations = organisations;
        this.texts = texts;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.kept(
                        "accounts",
                        Set.of(Subject.ACCOUNT_HOLDER),
                        Basis.AGREEMENT,
                        RetentionTerm.until(Since.ACCOUNT_DELETED),
                        Set.of(Viewer.COORDINATOR, Viewer.PROGRAMME_MANAGER, Viewer.ADMINISTRATOR),
                        List.of(
                                "account.email",
                                "account.name",
                                "account.password_hash",
                                "account_identity.subject",
                                "account_totp.secret",
                                "account_passkey.credential_id",
                                "account_passkey.credential",
                                "account_passkey.name",
                                "role_invitation.name")),
                Holding.erased(
                        "sessions",
                        Set.of(Subject.ACCOUNT_HOLDER),
                        Basis.LEGITIMATE_INTEREST,
                        RetentionTerm.days(1, Since.EXPIRED),
                        Set.of(Viewer.NOBODY),
                        List.of(
                                "web_session.browser",
                                "web_session.secret_hash",
                                "web_session_ended.secret_hash",
                                "sign_in_link.secret_hash",
                                "passkey_challenge.challenge_hash"),
                        this::eraseSessions),
                Holding.kept(
                        "audit",
                        Set.of(Subject.ACCOUNT_HOLDER),
                        Basis.LEGITIMATE_INTEREST,
                        RetentionTerm.lasting(Since.LOG),
                        Set.of(Viewer.ADMINISTRATOR),
                        List.of("audit_log.account_id")));
    }

    private int eraseSessions(Instant expiredBefore) {
        return jdbc.sql("delete from web_session where expires_at < ?")
                        .param(Rows.timestamp(expiredBefore))
                        .update()
                // until then, a device may still return that has to clear its data
                + jdbc.sql("delete from web_session_ended where ended_at < ?")
                        .param(Rows.timestamp(expiredBefore.minus(WebSessions.MAX_LENGTH)))
                        .update()
                + jdbc.sql("delete from sign_in_link where expires_at < ?")
                        .param(Rows.timestamp(expiredBefore))
                        .update()
                + jdbc.sql("delete from passkey_challenge where expires_at < ?")
                        .param(Rows.timestamp(expiredBefore))
                        .update();
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select id, email, name from account
                 where email not like '%@forgotten.invalid' and names_person(?, email, name) order by name, id limit ?
                """)
                .params(words, limit)
                .query((row, n) -> new Match(
                        "accounts", new Person(row.getLong("id"), row.getString("email")), row.getString("name")))
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        return accounts.find(person.accountId())
                .map(account -> List.of(
                        new Section("accounts.records.account", List.of(facts(account)), "/account"),
                        new Section("accounts.records.roles", roles(account)),
                        new Section("accounts.records.passkeys", passkeys(account), "/account/passkeys"),
                        new Section("accounts.records.sessions", sessions(account)),
                        new Section("accounts.records.deeds", deeds(account))))
                .orElse(List.of());
    }

    @Override
    public void forget(Person person) {
        if (person.accountId() == 0) {
            return;
        }
        jdbc.sql("delete from account_role where account_id = ?")
                .param(person.accountId())
                .update();
        jdbc.sql("delete from role_invitation where account_id = :id or invited_by = :id")
                .param("id", person.accountId())
                .update();
        jdbc.sql("delete from sign_in_link where account_id = ?")
                .param(person.accountId())
                .update();
        jdbc.sql("delete from web_session where account_id = ?")
                .param(person.accountId())
                .update();
        for (String table : List.of(
                "account_identity", "account_totp", "account_recovery_code", "account_passkey", "passkey_challenge")) {
            jdbc.sql("delete from " + table + " where account_id = ?")
                    .param(person.accountId())
                    .update();
        }
        // the row is anonymised but kept, because visits and the audit log refer to it
        jdbc.sql(
                        "update account set email = 'x' || id || '@forgotten.invalid', name = '-', password_hash = null where id = ?")
                .param(person.accountId())
                .update();
    }

    private static List<Fact> facts(Account account) {
        return List.of(
                new Fact("accounts.name", account.name()),
                new Fact("accounts.email", account.email()),
                new Fact("accounts.language", account.language().getLanguage()),
                new Fact("accounts.madeAt", moment(account.createdAt())));
    }

    private List<List<Fact>> roles(Account account) {
        List<List<Fact>> roles = new ArrayList<>();
        for (Membership membership : account.memberships()) {
            Long organisation = membership.organisationId();
            roles.add(List.of(
                    new Fact("accounts.role", texts.label(language(), membership.role())),
                    new Fact("accounts.organisation", organisation == null ? "-" : organisations.name(organisation))));
        }
        return roles;
    }

    private List<List<Fact>> passkeys(Account account) {
        return jdbc.sql("select name, created_at from account_passkey where account_id = ? order by id")
                .param(account.id())
                .query((row, n) -> List.of(
                        new Fact("accounts.passkey.name", row.getString("name")),
                        new Fact("accounts.madeAt", moment(Rows.instant(row, "created_at")))))
                .list();
    }

    private List<List<Fact>> sessions(Account account) {
        return jdbc.sql("select created_at, seen_at from web_session where account_id = ? order by seen_at desc")
                .param(account.id())
                .query((row, n) -> List.of(
                        new Fact("accounts.records.since", moment(Rows.instant(row, "created_at"))),
                        new Fact("accounts.records.seen", moment(Rows.instant(row, "seen_at")))))
                .list();
    }

    private List<List<Fact>> deeds(Account account) {
        return jdbc.sql(
                        "select at, action, subject_type, subject_id from audit_log where account_id = ? order by id desc limit ?")
                .params(account.id(), MAX_AUDIT_ENTRIES)
                .query((row, n) -> List.of(
                        new Fact("audit.at", moment(Rows.instant(row, "at"))),
                        new Fact("audit.action", texts.audit(language(), row.getString("action"))),
                        new Fact("audit.subject", row.getString("subject_type") + " " + Rows.text(row, "subject_id"))))
                .list();
    }

    private static String moment(Instant moment) {
        return Dates.date(Dates.dayOf(moment), language()) + ", "
                + Dates.time(moment.atZone(Dates.ZONE).toLocalTime(), language());
    }

    private static Locale language() {
        return LocaleContextHolder.getLocale();
    }
}
