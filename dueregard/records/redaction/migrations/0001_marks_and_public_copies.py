"""Marks and copies as records/evidence left them: its 0007 renamed their tables, so nothing is made here."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0007_marks_and_packages_leave"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Mark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('area', 'area'), ('words', 'words'), ('span', 'span')], max_length=8)),
                        ('page', models.PositiveIntegerField(null=True)),
                        ('left', models.FloatField(null=True)),
                        ('top', models.FloatField(null=True)),
                        ('right', models.FloatField(null=True)),
                        ('bottom', models.FloatField(null=True)),
                        ('words', models.CharField(blank=True, max_length=1000)),
                        ('start_ms', models.PositiveIntegerField(null=True)),
                        ('end_ms', models.PositiveIntegerField(null=True)),
                        ('is_only_here', models.BooleanField(default=False)),
                        ('reason', models.CharField(max_length=20)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='evidence.document')),
                    ],
                    options={
                        'ordering': ['page', 'pk'],
                        'indexes': [models.Index(fields=['document', 'page'], name='mark_of_page')],
                    },
                ),
                migrations.CreateModel(
                    name='PublicCopy',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('waiting', 'waiting to be made'), ('making', 'being made'), ('ready', 'waiting for a second person'), ('refused', 'refused: something was still there'), ('failed', 'could not be made'), ('dropped', 'discarded'), ('published', 'public'), ('withdrawn', 'withdrawn')], default='waiting', max_length=12)),
                        ('form', models.CharField(max_length=12)),
                        ('title', models.CharField(blank=True, max_length=300)),
                        ('marks', models.JSONField(blank=True, default=list)),
                        ('prepared_at', models.DateTimeField()),
                        ('pages_expected', models.PositiveIntegerField(null=True)),
                        ('pages_done', models.PositiveIntegerField(default=0)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('claimed_until', models.DateTimeField(null=True)),
                        ('made_at', models.DateTimeField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=40)),
                        ('faults', models.JSONField(blank=True, default=list)),
                        ('by_looking', models.PositiveIntegerField(default=0)),
                        ('is_read_again', models.BooleanField(default=False)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('why_withdrawn', models.CharField(blank=True, max_length=300)),
                        ('copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_as', to='evidence.document')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='public_copies', to='evidence.document')),
                        ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-prepared_at', '-pk'],
                        'indexes': [models.Index(fields=['state', 'claimed_until'], name='public_copy_to_make')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'making', 'ready'])), fields=('document',), name='one_copy_in_the_making'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('document',), name='one_published_copy')],
                    },
                ),
            ],
        ),
    ]
