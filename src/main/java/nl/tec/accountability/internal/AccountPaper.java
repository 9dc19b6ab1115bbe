package nl.tec.accountability.internal;

import gg.jte.generated.precompiled.Pages;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountTexts;
import nl.tec.accountability.AccountVersion;
import nl.tec.documents.Documents;
import nl.tec.documents.Drawing;
import nl.tec.documents.Seals;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.reach.AreaMap;
import nl.tec.reach.AreaMap.Spot;
import org.springframework.stereotype.Component;

/** Renders an account as a PDF. */
@Component
public class AccountPaper {

    private static final Color DISC = new Color(0xd5dcf7);
    private static final Color CAME = new Color(0x2742d9);
    private static final Color INK = new Color(0x14213d);

    private final Documents documents;
    private final Seals seals;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;

    AccountPaper(Documents documents, Seals seals, HubSettings hub, Texts texts, Pages pages) {
        this.documents = documents;
        this.seals = seals;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
    }

    /** Returns the document without a seal; that of a draft is marked as a draft. */
    public byte[] pdf(AccountVersion version, AccountContent content) {
        AreaMap map = AreaMap.of(content.schools().areas());
        return documents.pdf(pages.accountabilityPaper(
                version,
                content,
                new AccountTexts(texts),
                map.spots().isEmpty() ? "" : drawn(map).uri(),
                hub.name(),
                hub.get(Setting.BASE_URL) + "/jaarverantwoording/" + version.key(),
                hub.get(Setting.BASE_URL) + "/controleer",
                hub.demo()));
    }

    public byte[] sealedPdf(AccountVersion version, AccountContent content) {
        AccountTexts words = new AccountTexts(texts);
        return seals.seal(
                pdf(version, content), words.t("seal", words.title(version), String.valueOf(version.number())));
    }

    private static Drawing drawn(AreaMap map) {
        Drawing drawing = new Drawing(map.frame().width(), map.frame().height());
        for (Spot spot : map.spots()) {
            double left = spot.x() - spot.radius();
            double top = spot.y() - spot.radius();
            double size = 2 * spot.radius();
            drawing.fill(DISC, new Ellipse2D.Double(left, top, size, size));
            drawing.fill(CAME, new Arc2D.Double(left, top, size, size, 90, -360 * spot.share(), Arc2D.PIE));
            drawing.line(INK, 1.5, new Ellipse2D.Double(left, top, size, size));
        }
        map.spots()
                .forEach(
                        spot -> drawing.text(INK, spot.area().postcode(), spot.x(), spot.y() + spot.radius() + 14, 13));
        double end = 20 + map.frame().kilometre();
        double low = map.frame().height() - 16.0;
        drawing.line(INK, 2, new Line2D.Double(20, low, end, low));
        drawing.text(INK, "1 km", (20 + end) / 2, low - 6, 13);
        return drawing;
    }
}
