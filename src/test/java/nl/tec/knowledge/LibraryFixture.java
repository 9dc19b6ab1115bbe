package nl.tec.knowledge;

import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** Items of the library for tests. */
final class LibraryFixture {

    static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final LibraryAdministration keeping;
    private final Actor maker;

    LibraryFixture(LibraryAdministration keeping, AccountsFixture accounts) {
        this.keeping = keeping;
        this.maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
    }

    /** Makes a published lesson for groups 5 to 6 of 45 minutes. */
    Item lesson(String title, ItemAccess access, @Nullable Long organisationId) {
        return published(details(title, access, organisationId, new Span(5, 6), 45));
    }

    Item published(ItemDetails details) {
        long id = Outcomes.done(keeping.create(details, maker));
        Outcomes.done(keeping.publish(id, maker));
        return keeping.get(id);
    }

    static ItemDetails details(
            String title, ItemAccess access, @Nullable Long organisationId, Span groups, int minutes) {
        return new ItemDetails(
                ItemKind.LESSON,
                access,
                new ItemDetails.Words(
                        new Bilingual(title, ""),
                        new Bilingual("Samenvatting van " + title, ""),
                        new Bilingual("Wat je **doet**.", "")),
                List.of(World.WONEN_WERKEN_VERKEER),
                new ForWhom(Set.of(Audience.PO), groups, null, null, null, Set.of()),
                List.of(),
                minutes,
                Licence.CC_BY_SA,
                "nl",
                organisationId,
                "",
                List.of(),
                LocalDate.now(Dates.ZONE).plusYears(1));
    }
}
