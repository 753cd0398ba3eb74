<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>Make %n entries of it</source>
        <extracomment>%n is a number of entries.</extracomment>
        <translation>
            <numerusform>Make %n entry of it</numerusform>
            <numerusform>Make %n entries of it</numerusform>
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
</TS>
