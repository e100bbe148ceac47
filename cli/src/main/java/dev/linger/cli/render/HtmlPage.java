package dev.linger.cli.render;

/// A page of HTML that needs nothing else: no script, no picture, no other file. Dark where the reader's system is.
final class HtmlPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h2 { margin: 2.5rem 0 0.5rem; font-size: 1.2rem; }
            h3 { margin: 1.5rem 0 0; font-size: 1rem; }
            p { margin: 0.4rem 0; }
            table { border-collapse: collapse; margin: 0.5rem 0; }
            th, td { padding: 0.15rem 0.8rem 0.15rem 0; text-align: left; border-bottom: 1px solid #8884; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
            pre { background: #8882; padding: 0.6rem 0.8rem; overflow-x: auto; }
            .severity { color: #fff; padding: 0.1rem 0.5rem; border-radius: 0.3rem; font-size: 0.85rem; }
            .critical { background: #b3261e; } .warning { background: #9a5b00; }
            .notice { background: #1b5e94; } .ok { background: #2e6b34; }
            .muted { opacity: 0.75; }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder text;

    HtmlPage(String title) {
        text = new StringBuilder(HEAD.replace("%s", escaped(title)));
    }

    /// One element with its text escaped.
    HtmlPage element(String name, String words) {
        text.append('<').append(name).append('>').append(escaped(words));
        return close(name);
    }

    /// The same with a class of the style sheet above.
    HtmlPage element(String name, String style, String words) {
        open(name, style).text.append(escaped(words));
        return close(name);
    }

    HtmlPage open(String name, String style) {
        text.append('<')
                .append(name)
                .append(style.isEmpty() ? "" : " class=\"" + style + "\"")
                .append('>');
        return this;
    }

    HtmlPage words(String words) {
        text.append(escaped(words));
        return this;
    }

    /// A line within a `pre`.
    HtmlPage line(String words) {
        text.append(escaped(words)).append('\n');
        return this;
    }

    HtmlPage close(String name) {
        text.append("</").append(name).append(">\n");
        return this;
    }

    String page() {
        return text + "</body>\n</html>\n";
    }

    /// Without what HTML would take for a tag, an entity or the end of an attribute, and without control characters.
    static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        String safe = SafeText.of(words);
        for (int index = 0; index < safe.length(); index++) {
            char letter = safe.charAt(index);
            switch (letter) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}
