package nl.tec.declarations.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByLink;
import nl.tec.declarations.Signing.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Creates declarations for tests: drafted, sent or signed. */
@Component
public class DeclarationsFixture {

    static final String TEXT =
            "# Wij doen mee\n\n{partner} doet mee, getekend door de {functie}.\n\n- elk jaar **een** gastles";

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    private final Declarations declarations;
    private final Signatories signatories;
    private final Signing signing;
    private final SigningLinks links;
    private final JdbcClient jdbc;
    private final AccountsFixture people;

    DeclarationsFixture(
            Declarations declarations,
            Signatories signatories,
            Signing signing,
            SigningLinks links,
            JdbcClient jdbc,
            AccountsFixture people) {
        this.declarations = declarations;
        this.signatories = signatories;
        this.signing = signing;
        this.links = links;
        this.jdbc = jdbc;
        this.people = people;
    }

    /** A created declaration. @param signatories in order of creation */
    record Made(long id, String title, Actor maker, List<Long> signatories, List<Long> organisations) {}

    Actor maker() {
        return people.signedIn(Role.PROGRAMME_MANAGER).actor();
    }

    static String unique(String name) {
        return name + " " + COUNT.incrementAndGet();
    }

    long organisation(String name) {
        return jdbc.sql("insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id")
                .param(name)
                .query(Long.class)
                .single();
    }

    /** Creates a declaration with a number of signatories, who have received their links. */
    Made open(int signatories, @Nullable Instant publicFrom) {
        return open(DeclarationKind.PARTICIPATION, Terms.NONE, signatories, publicFrom);
    }

    Made open(DeclarationKind kind, Terms terms, int signatories, @Nullable Instant publicFrom) {
        Made made = draft(kind, terms, signatories, publicFrom);
        Outcomes.done(this.signatories.send(made.id(), made.maker()));
        return made;
    }

    Made draft(DeclarationKind kind, Terms terms, int signatories, @Nullable Instant publicFrom) {
        Actor maker = maker();
        String title = unique("Samen voor techniek");
        long id = Outcomes.done(declarations.write(new Draft(kind, title, TEXT, publicFrom, terms), maker));
        List<Long> ids = new ArrayList<>();
        List<Long> organisations = new ArrayList<>();
        for (int i = 1; i <= signatories; i++) {
            long organisation = organisation(unique("Bedrijf " + i));
            organisations.add(organisation);
            ids.add(Outcomes.done(this.signatories.add(id, somebody(organisation, null), maker)));
        }
        return new Made(id, title, maker, ids, organisations);
    }

    SignatoryDraft somebody(long organisation, @Nullable Mandate mandate) {
        return new SignatoryDraft(
                organisation, "directeur", unique("teken").replace(' ', '.') + "@example.org", true, mandate, null);
    }

    /** Creates a link as sent by mail. */
    ByLink link(long signatory) {
        return new ByLink(links.make(signatory));
    }

    Result sign(long signatory) {
        return sign(link(signatory), "Noor de Vries");
    }

    Result sign(ByLink link, String name) {
        return signing.sign(link, signing.page(link).orElseThrow().sha256(), name, true);
    }

    /** Creates a fully signed declaration. */
    Made complete(int signatories, @Nullable Instant publicFrom) {
        Made made = open(signatories, publicFrom);
        made.signatories().forEach(this::sign);
        return made;
    }
}
