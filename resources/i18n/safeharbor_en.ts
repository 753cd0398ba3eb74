<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BreathTalk</name>
    <message numerus="yes">
        <source>About %n minutes more.</source>
        <extracomment>%n is a number of minutes, two or more.</extracomment>
        <translation>
            <numerusform>About %n minute more.</numerusform>
            <numerusform>About %n minutes more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalmTalk</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rounds</source>
        <translation>
            <numerusform>%n round</numerusform>
            <numerusform>%n rounds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosePage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Enough</name>
    <message numerus="yes">
        <source>%n minutes are over.</source>
        <extracomment>%n is a number of minutes that somebody meant to write for.</extracomment>
        <translation>
            <numerusform>%n minute is over.</numerusform>
            <numerusform>%n minutes are over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExerciseTalk</name>
    <message numerus="yes">
        <source>About %n minutes left</source>
        <translation>
            <numerusform>About %n minute left</numerusform>
            <numerusform>About %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuideShelfPage</name>
    <message numerus="yes">
        <source>%n more files cannot be read.</source>
        <extracomment>%n is a number of files that cannot be read.</extracomment>
        <translation>
            <numerusform>%n more file cannot be read.</numerusform>
            <numerusform>%n more files cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MetaLine</name>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>%n is a number of tags.</extracomment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more tags</source>
        <translation>
            <numerusform>%n more tag</numerusform>
            <numerusform>%n more tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overflow</name>
    <message numerus="yes">
        <source>Make %n entries</source>
        <extracomment>%n is a number of entries.</extracomment>
        <translation>
            <numerusform>Make %n entry</numerusform>
            <numerusform>Make %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries were made.</source>
        <extracomment>%n is a number of entries.</extracomment>
        <translation>
            <numerusform>%n entry was made.</numerusform>
            <numerusform>%n entries were made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pause</name>
    <message numerus="yes">
        <source>Start a pause of %n minutes</source>
        <extracomment>%n is a number of minutes.</extracomment>
        <translation>
            <numerusform>Start a pause of %n minute</numerusform>
            <numerusform>Start a pause of %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message numerus="yes">
        <source>%n entries and more</source>
        <extracomment>%n is a number of entries.</extracomment>
        <translation>
            <numerusform>%n entry and more</numerusform>
            <numerusform>%n entries and more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <extracomment>%n is a number of entries.</extracomment>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetVersions</name>
    <message numerus="yes">
        <source>%n answers are different now.</source>
        <extracomment>%n is a number of questions of a sheet.</extracomment>
        <translation>
            <numerusform>%n answer is different now.</numerusform>
            <numerusform>%n answers are different now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message numerus="yes">
        <source>%n exercises cannot be read on this computer and are left out.</source>
        <translation>
            <numerusform>%n exercise cannot be read on this computer and is left out.</numerusform>
            <numerusform>%n exercises cannot be read on this computer and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <extracomment>How long a worksheet takes; %n is a number of minutes.</extracomment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sheets cannot be read here and are left out.</source>
        <extracomment>%n is a number of worksheets.</extracomment>
        <translation>
            <numerusform>%n sheet cannot be read here and is left out.</numerusform>
            <numerusform>%n sheets cannot be read here and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionsPane</name>
    <message numerus="yes">
        <source>Since then %n words came</source>
        <extracomment>%n is a number of words that a text has now and had not in an earlier version.</extracomment>
        <translation>
            <numerusform>Since then %n word came</numerusform>
            <numerusform>Since then %n words came</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n words went</source>
        <extracomment>%n is a number of words that a text had in an earlier version and has no more.</extracomment>
        <translation>
            <numerusform>%n word went</numerusform>
            <numerusform>%n words went</numerusform>
        </translation>
    </message>
</context>
</TS>
