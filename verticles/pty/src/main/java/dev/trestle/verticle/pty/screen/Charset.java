package dev.trestle.verticle.pty.screen;

import java.util.HashMap;
import java.util.Map;

/** A national or drawing character set: what ASCII characters stand for while it is selected. */
final class Charset {

    private static final Map<Character, Charset> BY_NAME = new HashMap<>();

    static final Charset ASCII = new Charset('B', "");

    private static final String FINNISH = "[Ä\\Ö]Å^Ü`é{ä|ö}å~ü";
    private static final String NORWEGIAN = "@Ä[Æ\\Ø]Å^Ü`ä{æ|ø}å~ü";
    private static final String SWEDISH = "@É[Ä\\Ö]Å^Ü`é{ä|ö}å~ü";

    static {
        new Charset('0', "`◆a▒b␉c␌d␍e␊f°g±h␤i␋j┘k┐l┌m└n┼o⎺p⎻q─r⎼s⎽t├u┤v┴w┬x│y≤z≥{π|≠}£~·");
        new Charset('A', "#£");
        new Charset('4', "#£@¾[i\\½]|{¨|f}¼~´");
        new Charset('C', FINNISH);
        new Charset('5', FINNISH);
        new Charset('R', "#£@à[°\\ç]§{é|ù}è~¨");
        new Charset('Q', "@à[â\\ç]ê^î`ô{é|ù}è~û");
        new Charset('K', "@§[Ä\\Ö]Ü{ä|ö}ü~ß");
        new Charset('Y', "#£@§[°\\ç]é`ù{à|ò}è~ì");
        new Charset('E', NORWEGIAN);
        new Charset('6', NORWEGIAN);
        new Charset('Z', "#£@§[¡\\Ñ]¿{°|ñ}ç");
        new Charset('H', SWEDISH);
        new Charset('7', SWEDISH);
        new Charset('=', "#ù@à[é\\ç]ê^î_è`ô{ä|ö}ü~û");
    }

    private final char name;
    private final char[] codes = new char[127];

    private Charset(char name, String pairs) {
        this.name = name;
        for (char i = 0; i < codes.length; i++) {
            codes[i] = i;
        }
        for (int i = 0; i < pairs.length(); i += 2) {
            codes[pairs.charAt(i)] = pairs.charAt(i + 1);
        }
        BY_NAME.put(name, this);
    }

    /** The set with this final byte; null when there is none. */
    static Charset named(char name) {
        return BY_NAME.get(name);
    }

    char name() {
        return name;
    }

    int of(int code) {
        return code < codes.length ? codes[code] : code;
    }
}
