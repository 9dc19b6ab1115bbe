package nl.tec.declarations.internal;

import gg.jte.generated.precompiled.Pages;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.internal.SignatureHashes.Signed;
import nl.tec.declarations.internal.SignedRows.Row;
import nl.tec.documents.Documents;
import nl.tec.documents.Markdown;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;

/** Renders the PDF of a declaration with its text and signatures. Always in Dutch, because it is a legal document. */
@Component
public class DeclarationPaper {

    /** A signature in the PDF. @param mandate empty: none */
    public record Line(
            String organisation,
            String position,
            String name,
            String at,
            String how,
            String mandate,
            String textSha256) {}

    private final Documents documents;
    private final Texts texts;
    private final HubSettings hub;
    private final Pages pages;

    DeclarationPaper(Documents documents, Texts texts, HubSettings hub, Pages pages) {
        this.documents = documents;
        this.texts = texts;
        this.hub = hub;
        this.pages = pages;
    }

    /** @param mark the hash of all signatures, which is printed in the PDF */
    byte[] pdf(Declaration declaration, List<Row> rows, byte[] mark) {
        return documents.pdf(pages.declarationsDeclarationPaper(
                hub.name(),
                hub.get(Setting.BASE_URL) + "/controleer",
                declaration.title(),
                texts.label(Texts.DUTCH, declaration.kind()),
                Markdown.html(text(declaration, rows), 1),
                differs(rows),
                rows.stream().map(this::line).toList(),
                SignatureHashes.hex(mark),
                texts));
    }

    /** Returns the text that all signatories read, or the text with placeholders if it differs between them. */
    static String text(Declaration declaration, List<Row> rows) {
        return differs(rows) || rows.isEmpty()
                ? Filling.fillPlaceholders(declaration.text())
                : rows.get(0).signed().text().substring(declaration.title().length() + 2);
    }

    private static boolean differs(List<Row> rows) {
        return rows.stream().map(row -> row.signed().text()).distinct().count() > 1;
    }

    private Line line(Row row) {
        Signed signed = row.signed();
        Mandate mandate = signed.mandate();
        return new Line(
                signed.organisation(),
                signed.position(),
                signed.name(),
                Dates.date(Dates.dayOf(signed.at()), Texts.DUTCH) + ", "
                        + Dates.time(signed.at().atZone(Dates.ZONE).toLocalTime(), Texts.DUTCH) + " uur",
                texts.label(Texts.DUTCH, signed.by()),
                mandate == null ? "" : mandate(mandate),
                SignatureHashes.hex(row.textSha256()));
    }

    /** Describes a mandate in one line. */
    private String mandate(Mandate mandate) {
        LocalDate until = mandate.until();
        return Stream.of(
                        t("paper.mandate", mandate.by(), Dates.date(mandate.from(), Texts.DUTCH)),
                        mandate.what().isBlank() ? "" : t("mandateWhat", mandate.what()),
                        until == null ? "" : t("mandateLast", Dates.date(until, Texts.DUTCH)),
                        mandate.evidence().isBlank() ? "" : t("mandateProof", mandate.evidence()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String t(String key, Object... arguments) {
        return texts.text(Texts.DUTCH, "declarations." + key, arguments);
    }
}
