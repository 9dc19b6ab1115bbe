package nl.tec.demo;

import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.DeclarationSeed;
import nl.tec.declarations.DeclarationSeed.Declared;
import nl.tec.declarations.DeclarationSeed.Signer;
import nl.tec.declarations.Mandate;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/**
 * The letter of intent of 14 September 2022 by its nine signatories, with a text of our own and without names of people; and a
 * declaration for the second phase that is half signed.
 */
final class DemoDeclarations {

    private final DeclarationSeed seed;
    private final DemoNetwork network;
    private final Instant now;

    DemoDeclarations(DeclarationSeed seed, DemoNetwork network, Instant now) {
        this.seed = seed;
        this.network = network;
        this.now = now;
    }

    void fill(Map<String, Object> file) {
        for (Map<String, Object> declaration : rows(file, "declarations")) {
            List<Signer> signers = new ArrayList<>();
            for (Map<String, Object> signer : rows(declaration, "signers")) {
                signers.add(signer(signer));
            }
            seed.add(new Declared(
                    DeclarationKind.valueOf(text(declaration.get("kind"))),
                    text(declaration.get("title")),
                    text(declaration.get("text")),
                    moment(declaration.get("written")),
                    moment(declaration.get("sent")),
                    moment(declaration.get("public_from")),
                    signers));
        }
    }

    @SuppressWarnings("unchecked")
    private Signer signer(Map<String, Object> signer) {
        Mandate mandate = null;
        if (signer.get("mandate") instanceof Map<?, ?> given) {
            Map<String, Object> fields = (Map<String, Object>) given;
            mandate = new Mandate(
                    text(fields.get("by")),
                    text(fields.get("for")),
                    LocalDate.parse(text(fields.get("from"))),
                    null,
                    text(fields.get("evidence")));
        }
        String position = text(signer.get("function"));
        boolean signed = signer.get("signed") != null;
        return new Signer(
                network.id(text(signer.get("partner"))),
                position,
                position + " (demo)",
                signed ? null : text(signer.get("partner")) + "@tec.example",
                mandate,
                signed ? moment(signer.get("signed")) : null);
    }

    /** Parses a moment, absolute or relative to today in days: {@code -12 10:30}. */
    private Instant moment(@Nullable Object value) {
        String text = text(value);
        LocalDateTime moment;
        if (text.startsWith("-") || text.startsWith("+")) {
            String[] parts = text.split(" ");
            moment = LocalDateTime.parse(Dates.dayOf(now).plusDays(Integer.parseInt(parts[0])) + "T" + parts[1]);
        } else {
            moment = LocalDateTime.parse(text.replace(' ', 'T'));
        }
        return moment.atZone(Dates.ZONE).toInstant();
    }
}
